-- Leads: the version that counts, its fit, and whether it is excluded.
-- One number that orders versions; the least counts.
create temp macro version_key(updated_at, is_deleted) as
    case
        when updated_at is null and is_deleted then -9e18::bigint
        when updated_at < getvariable('report_end') then -epoch_us(updated_at)
        when updated_at is null then 0
        else epoch_us(updated_at)
    end;

create temp table lead_versions as
select *, version_key(updated_at, is_deleted) as version_key
from lead_rows
where
    lead_id is not null
    and (is_deleted or created_at is not null)
    and (created_at is null or created_at < getvariable('report_end'));

create temp table lead_first_versions as
select lead_id, min(version_key) as version_key, arg_min(row_no, version_key) as row_no, count(*) as versions
from lead_versions
group by lead_id;

-- Versions that tie are compared by all that they say.
create temp table lead_ties as
select versions.lead_id, versions.row_no
from lead_versions as versions
inner join lead_first_versions as firsts
    on versions.lead_id = firsts.lead_id and versions.version_key = firsts.version_key
where firsts.versions > 1
qualify count(*) over (partition by versions.lead_id) > 1;

update lead_first_versions as firsts
set row_no = winners.row_no
from (
    select ties.lead_id, ties.row_no
    from lead_ties as ties
    inner join read_parquet(
        getvariable('raw_files') || '/leads.parquet', file_row_number = true
    ) as leads on ties.row_no = leads.file_row_number
    qualify row_number() over (
        partition by ties.lead_id
        order by
            clean(created_at) desc nulls last, clean(email) desc nulls last,
            clean(company_name) desc nulls last, clean(job_title) desc nulls last,
            clean(country) desc nulls last, clean(region) desc nulls last,
            clean(industry) desc nulls last, clean(employee_count) desc nulls last,
            clean(annual_revenue) desc nulls last, clean(budget) desc nulls last,
            clean(age) desc nulls last, clean(gender) desc nulls last,
            clean(income) desc nulls last, clean(interest) desc nulls last,
            clean(challenge) desc nulls last, clean(lead_source) desc nulls last,
            clean(owner) desc nulls last, clean(is_deleted) desc nulls last,
            clean(updated_at) desc nulls last
    ) = 1
) as winners
where firsts.lead_id = winners.lead_id;

create temp table judged_leads as
select
    lead_numbers.lead_no,
    lead_numbers.lead_id,
    versions.created_at,
    versions.is_deleted,
    clean(leads.job_title) as job_title,
    number(clean(leads.employee_count)) as employee_count,
    lookup(leads.lead_source) as lead_source,
    coalesce(clean(leads.region), 'unknown') as region,
    coalesce(clean(leads.owner), 'unknown') as owner,
    {fit_score} as fit_score,
    {is_excluded} as is_excluded
from lead_first_versions as firsts
inner join lead_versions as versions on firsts.row_no = versions.row_no
inner join lead_numbers on versions.lead_id = lead_numbers.lead_id
inner join read_parquet(
    getvariable('raw_files') || '/leads.parquet', file_row_number = true
) as leads on firsts.row_no = leads.file_row_number;

create temp table leads as
select * exclude (is_deleted, is_excluded)
from judged_leads
where not is_deleted and not is_excluded;
