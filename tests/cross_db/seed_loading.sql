-- One row per scenario that holds a word where its file has nothing.
select *
from {{ ref("goal_scenarios") }}
where 'None' in (period_months, revenue_goal, deals_goal, close_rate)
