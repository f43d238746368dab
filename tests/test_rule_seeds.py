"""A typo in a rule stops the build: file, line, value and what is allowed."""

import duckdb
import pytest

from copying import copied_project
from run_dbt import PROJECT, run_dbt

# What is typed wrong: file, text, replacement, what the message must say.
TYPOS = [
    (
        "fit_rules",
        "employee_count,between,..9,",
        "employee_cuont,betwen,..9,",
        ["attribute is 'employee_cuont'; allowed is lead_id", "operator is 'betwen'"],
    ),
    (
        "fit_rules",
        "between,50..199",
        "between,50-199",
        ["value is '50-199'; allowed is lo..hi"],
    ),
    ("fit_rules", "chief,15", "chief,fifteen", ["points is 'fifteen'; allowed is a"]),
    # Points that would have to be rounded, or that no sum could hold.
    (
        "fit_rules",
        "student,-20",
        "student,0.1234567",
        ["points is '0.1234567'; allowed is a number with up to 9 digits before"],
    ),
    ("touch_types", "blog_view,1,", "blog_view,1e15,", ["points is '1e15'; allowed"]),
    (
        "touch_types",
        "ad_click,3,",
        'ad_click,"1,5",',
        ["points is '1,5'; allowed is a number with up to 9 digits before the point"],
    ),
    (
        "deal_stages",
        "Closed Won,,won",
        "Closed Won,,wonn",
        ["stage is 'wonn'; allowed"],
    ),
    (
        "lead_source_channels",
        "partner,partner",
        "partner,{{ partners }}",
        ["channel is '{{ partners }}'; allowed is a channel of seeds/rules/channels"],
    ),
    (
        "channels",
        "unknown,",
        "unbekannt,",
        ["channels.csv: it lacks a row for channel unknown"],
    ),
    ("channel_rules", "100,search", "0101,search", ["allowed is one row for each"]),
    # A second row of the same key, however it is written.
    (
        "source_categories",
        "\ngoogle search,search",
        "\nGoogle-Maps,search",
        ["utm_source=Google-Maps", "utm_source is 'google maps'; allowed is one row"],
    ),
    (
        "lead_source_channels",
        "\nseo,organic_search",
        "\nPaid - Search,organic_search",
        ["lead_source is 'Paid - Search'; allowed is one row for each lead_source"],
    ),
    (
        "lead_statuses",
        "\nSAL,,sql",
        "\nnot_NOW,,sql",
        ["field is empty; allowed is one row for each crm_status and field"],
    ),
    (
        "source_categories",
        "bing,search",
        "bing,serch",
        ["category is 'serch'; allowed"],
    ),
    (
        "personas",
        "%founder%,0,49",
        "%founder\\%,0,49",
        ["allowed is a pattern for like, without a backslash"],
    ),
    ("touch_types", "page_view,1,10,true", "page_view,,0,maybe", ["points is empty"]),
    ("exchange_rates", "2024-07-01,USD", "2024-07-02,USD", ["month is '2024-07-02'"]),
    (
        "margins",
        "month,gross_margin\n",
        "month,gross_margin\n2024-01-01,0.7\n2024-02-01,70\n2024-03-01,-0.1\n",
        [
            "gross_margin is '70'; allowed is a number from 0 to 1",
            "gross_margin is '-0.1'; allowed is a number from 0 to 1",
        ],
    ),
    ("holidays", "2024-12-25", "25.12.2024", ["holiday_date is '25.12.2024'"]),
    (
        "campaign_names",
        "source,campaign,utm_campaign\n",
        "source,campaign,utm_campaign\nfb,Spring Sale,a\nFB,spring+sale,b\n",
        ["campaign is 'spring+sale'; allowed is one row for each source and campaign"],
    ),
    # What would clear the screen of who reads the message.
    ("cost_types", "media,program", "media,\x1b[2Jx", ["kind is '\ufffd[2Jx'"]),
    ("targets", "2024-07-01,leads,", "2024-07-01,leeds,", ["metric is 'leeds'"]),
    (
        "benchmarks",
        "lead_to_customer_rate,,0.02,0.05",
        "lead_to_customer_rate,,0.2,0.05",
        ["high is '0.05'; allowed is no less than low"],
    ),
]


SQL, JINJA, MORE_JINJA = "'; drop table leads; --", "{{ 1/0 }}", "{% endif %}"
# Rules that say the same as code would, and what they are about.
HOSTILE = {
    "channels": f'"{SQL}",inbound,true',
    "channel_rules": f'9999,,"{JINJA}%",,"{SQL}"',
    "personas": f'1,"{MORE_JINJA}","%{SQL}%",,',
    "fit_rules": f'"{JINJA}",job_title,contains,"{SQL}",1234',
    "touch_types": f'"{MORE_JINJA}",7,,true,false,false,false,,',
}
RAW = {
    "leads": f'lead_id,created_at,job_title\nL1,2025-03-04,"Head {SQL} of Sales"\n',
    "touchpoints": "touchpoint_id,occurred_at,touch_type,lead_id,utm_source\n"
    f'T1,2025-03-04,"{MORE_JINJA}",L1,"{JINJA} ads"\n',
    "deals": "deal_id,created_at,stage\n",
}


def test_code_in_a_rule_stays_text_and_works_as_such(tmp_path):
    project = copied_project(tmp_path)
    for seed, line in HOSTILE.items():
        with (project / "seeds" / "rules" / f"{seed}.csv").open("a") as file:
            file.write(f"{line}\n")
    raw = tmp_path / "raw"
    raw.mkdir()
    for table, text in RAW.items():
        (raw / f"{table}.csv").write_text(text)
    database = tmp_path / "hostile.duckdb"
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test", "test"),
        *("--select", "+dim_leads"),
        duckdb_path=database,
        raw_files=raw,
        project=project,
    )
    assert run.returncode == 0, run.output[-3000:]
    with duckdb.connect(database, read_only=True) as connection:
        lead = connection.execute(
            "select first_touch_channel, persona, fit_score > 1000, engagement_score "
            "from dim_leads"
        ).fetchall()
    assert lead == [(SQL, MORE_JINJA, True, 7)]


def place_of(seed):
    """Return the file of a rule seed's rows: shipped, or the sample company's own."""
    own = f"sample/rules/own_{seed}.csv"
    return own if (PROJECT / own).exists() else f"seeds/rules/{seed}.csv"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """Return what the build of a copy with every typo says, and its file."""
    project = copied_project(tmp_path_factory.mktemp("faulty"))
    for seed, right, wrong, _ in TYPOS:
        path = project / place_of(seed)
        text = path.read_text(encoding="utf-8")
        assert right in text, f"{seed} has no {right}"
        path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    database = project.parent / "faulty.duckdb"
    excluded = ("--exclude-resource-type", "unit_test", "test")
    run = run_dbt("build", *excluded, duckdb_path=database, project=project)
    assert run.returncode != 0
    return run.output, database


@pytest.mark.parametrize(("seed", "right", "wrong", "messages"), TYPOS)
def test_a_typo_is_named(seed, right, wrong, messages, faulty):
    output, _ = faulty
    lines = [line for line in output.splitlines() if place_of(seed) in line]
    for message in messages:
        assert any(message in line for line in lines), output


def test_the_line_is_that_of_the_file(faulty):
    output, _ = faulty
    path = PROJECT / "seeds" / "rules" / "deal_stages.csv"
    line = path.read_text(encoding="utf-8").splitlines().index("Closed Won,,won") + 1
    assert f"deal_stages.csv, line {line} (crm_stage=Closed Won" in output


def test_no_mart_is_touched(faulty):
    _, database = faulty
    with duckdb.connect(database, read_only=True) as connection:
        names = [name for (name,) in connection.execute("show tables").fetchall()]
    assert [name for name in names if name.startswith(("fct_", "dim_"))] == []
