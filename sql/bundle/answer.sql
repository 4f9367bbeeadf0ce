(select coalesce(jsonb_agg(answer), '[]') from (
:question
) as answer) as :name
