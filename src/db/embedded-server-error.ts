import {UserError} from '../config/user-error.ts';

/** Why there is no embedded server. */
export class EmbeddedServerError extends UserError {
  override readonly name = 'EmbeddedServerError';
}
