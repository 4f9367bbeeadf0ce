-- Several questions in one statement: one row, with the rows of each answer as an array.
select
  :answers
