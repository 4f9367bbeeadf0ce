-- Goes before a statement that is planned for any parameters: it may then hold $1, $2, … although no values are given.
prepare lanewatch_statement as
