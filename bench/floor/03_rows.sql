-- The raw rows, typed and read once; then the day at whose end the report is drawn up.
create temp table lead_rows as
select
    file_row_number as row_no,
    clean(lead_id) as lead_id,
    clean(created_at) is null as is_undated,
    moment(created_at) as created_at,
    moment(updated_at) as updated_at,
    coalesce(flag(clean(is_deleted)), false) as is_deleted
from read_parquet(getvariable('raw_files') || '/leads.parquet', file_row_number = true);

-- Every id that a lead ever had, known or not, gets a number.
create temp table lead_numbers as
select lead_id, cast(row_number() over () as integer) as lead_no
from (select distinct lead_id from lead_rows where lead_id is not null);

create temp table deal_rows as
select
    file_row_number as row_no,
    clean(deal_id) as deal_id,
    moment(deals.created_at) as created_at,
    clean(deals.stage) as crm_stage,
    coalesce(deal_stages.stage, case when clean(deals.stage) is not null then 'opportunity' end) as stage,
    clean(lead_id) as lead_id,
    clean(account_id) as account_id,
    moment(updated_at) as updated_at,
    moment(closed_at) as closed_at,
    number(clean(amount)) as amount,
    clean(currency) as currency,
    clean(owner) as owner,
    clean(region) as region,
    coalesce(flag(clean(is_deleted)), false) as is_deleted
from read_parquet(getvariable('raw_files') || '/deals.parquet', file_row_number = true) as deals
left join deal_stages on lookup(deals.stage) = deal_stages.stage_key;

create temp table stage_changes as
select distinct clean(deal_id) as deal_id, clean(stage) as stage, moment(changed_at) as changed_at
from raw('deal_stage_changes');

create temp table status_changes as
select distinct clean(lead_id) as lead_id, clean(status) as status, moment(changed_at) as changed_at
from raw('lead_status_changes');

create temp table spend_rows as
select
    moment(spend_date) as spent_at,
    number(clean(amount)) as amount,
    clean(spend_id) as spend_id,
    clean(channel) as named_channel,
    clean(utm_source) as utm_source,
    clean(utm_medium) as utm_medium,
    clean(campaign) as campaign,
    clean(cost_type) as cost_type,
    clean(currency) as currency,
    clean(spend_date) as spend_date,
    clean(amount) as amount_text
from raw('marketing_spend');

-- A type by the text as it came: there are few.
create temp table type_texts as
select texts.touch_type, coalesce(touch_types.type_no, 0) as type_no
from (select distinct touch_type from raw('touchpoints')) as texts
left join touch_types on lookup(texts.touch_type) = touch_types.type_key
where clean(texts.touch_type) is not null;

create temp table touch_rows as
select
    cast(file_row_number as uinteger) as row_no,
    touchpoint_id,
    any_moment(occurred_at) as occurred_at,
    type_texts.type_no,
    touches.lead_id is null as is_nameless,
    lead_numbers.lead_no,
    touches.anonymous_id
from (
    select * replace (
        clean_id(touchpoint_id) as touchpoint_id,
        clean_id(lead_id) as lead_id,
        clean_id(anonymous_id) as anonymous_id
    )
    from read_parquet(
        getvariable('raw_files') || '/touchpoints.parquet', file_row_number = true
    )
) as touches
left join type_texts on touches.touch_type = type_texts.touch_type
left join lead_numbers on touches.lead_id = lead_numbers.lead_id;

create temp macro newest(x) as
    max(case when x < cast(current_date + 1 as timestamp) then x end);

set variable as_of_date = (
    select coalesce(cast(max(newest_at) as date), current_date)
    from (
        select newest(created_at) as newest_at from lead_rows
        union all select newest(occurred_at) from touch_rows
        union all select newest(created_at) from deal_rows
        union all select newest(closed_at) from deal_rows where stage in ('won', 'lost')
        union all select newest(changed_at) from stage_changes
        union all select newest(changed_at) from status_changes
        union all select newest(spent_at) from spend_rows
        union all select newest(moment(traffic_date)) from raw('web_traffic')
    )
);
set variable report_end = (select cast(getvariable('as_of_date') + 1 as timestamp));
