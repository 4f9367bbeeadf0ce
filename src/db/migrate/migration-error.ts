import {UserError} from '../../config/user-error.ts';

/** Why a migration did not happen. Nothing was changed by it. */
export class MigrationError extends UserError {
  override readonly name = 'MigrationError';
}
