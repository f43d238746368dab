-- Macros that read files and say what a text means, as the contract has it.
set timezone = 'UTC';

create temp macro raw(name) as table
    select * from read_parquet(getvariable('raw_files') || '/' || name || '.parquet');

create temp macro seed(name) as table
    select *
    from read_csv(
        case
            when contains(getvariable('own_rules'), '|own_' || name || '|')
                then getvariable('own_folder') || '/own_' || name || '.csv'
            else getvariable('seeds') || '/' || name || '.csv'
        end,
        header = true, all_varchar = true
    );

create temp macro clean(x) as nullif(trim(x, ' ' || chr(9) || chr(10) || chr(13) || chr(160)), '');

-- Hardly an id has anything around it, and it is faster to ask than to trim.
create temp macro clean_id(x) as
    case
        when
            x < '!' or x > '~'
            or suffix(x, ' ') or suffix(x, chr(9)) or suffix(x, chr(10))
            or suffix(x, chr(13)) or suffix(x, chr(160))
            then clean(x)
        else x
    end;

create temp macro cell(x) as lower(clean(x));

create temp macro lookup(x) as regexp_replace(lower(clean(x)), '[ _-]+', ' ', 'g');

create temp macro flag(x) as
    case
        when lower(x) in ('true', 't', 'yes', 'y', '1') then true
        when lower(x) in ('false', 'f', 'no', 'n', '0') then false
    end;

create temp macro number(x) as
    case
        when regexp_full_match(
            x,
            '[+-]?([0-9]{1,60}([.][0-9]{0,60})?|[.][0-9]{1,60})([eE][+-]?0{0,9}1?[0-9]{1,2})?'
        )
            then cast(x as double)
    end;

-- Most moments have one of three shapes, which are read fast. Any other is cut out by a
-- pattern, so that the cast sees nothing that the contract forbids.
create temp macro any_moment(x) as
    case
        when x like '____-__-__T__:__:__Z' then try_strptime(x, '%Y-%m-%dT%H:%M:%SZ')
        when x like '____-__-__ __:__:__' then try_strptime(x, '%Y-%m-%d %H:%M:%S')
        when x like '____-__-__' then try_strptime(x, '%Y-%m-%d')
        else try_cast(
            regexp_extract(
                clean(x),
                '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]([01][0-9]|2[0-3]):[0-5][0-9]'
                || '(:[0-5][0-9]([.][0-9]+)?)?(Z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?)?$'
            ) as timestamptz
        ) at time zone 'UTC'
    end;

create temp macro moment(x) as
    case when any_moment(x) >= timestamp '1990-01-01' then any_moment(x) end;
