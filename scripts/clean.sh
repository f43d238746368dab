#!/bin/sh
# Remove what make and dbt have made in the project's folder, and nothing else.
#
# Tables, exports and the report hold names and addresses of people: every DuckDB file
# here that holds the project's tables goes, whatever its name, with what a build or a
# publication has left beside it. DUCKDB_PATH, EXPORT, REPORT and DOCS name more. What
# they name outside of the folder stays, and a line says so.
set -eu
cd "$(dirname "$0")/.."
folder=$(pwd -P)

# Whether a path is in the project's folder; if not, it is named.
is_here() {
    case "$(cd "$(dirname "$1")" 2> /dev/null && pwd -P)/" in
        "$folder"/*) return 0 ;;
    esac
    [ ! -e "$1" ] || echo "Not removed, because it is outside this folder: $1"
    return 1
}

remove_database() {
    for leftover in "" .wal .lock .new .new.wal; do
        rm -f "$1$leftover"
    done
    rm -rf "$1.tmp" "$1.new.tmp"
}

for database in *.duckdb *.duckdb.new; do
    [ -f "$database" ] && grep -aq int_month_states "$database" || continue
    remove_database "${database%.new}"
done
for database in beyond_mql.duckdb "${DUCKDB_PATH:-beyond_mql.duckdb}"; do
    ! is_here "$database" || remove_database "$database"
done

# Somebody may keep files of their own beside the exported ones.
for export in export "${EXPORT:-export}"; do
    is_here "$export/any" && [ -d "$export" ] || continue
    for mart in models/marts/*/*.sql; do
        name=$(basename "$mart" .sql)
        rm -f "$export/$name.csv" "$export/$name.parquet"
    done
    rm -f "$export/beyond_mql_monthly.xlsx" "$export/.gitignore"
    rmdir "$export" 2> /dev/null || echo "Not removed, because it holds other files: $export"
done

for page in *.html; do
    [ -f "$page" ] && grep -q "<title>Beyond MQL" "$page" || continue
    rm -f "$page"
done
for page in report.html documentation.html "${REPORT:-report.html}" \
    "${DOCS:-documentation.html}"; do
    ! is_here "$page" || rm -f "$page"
done

rm -rf .venv .venv-* bench/data bench/results dbt_packages target logs
