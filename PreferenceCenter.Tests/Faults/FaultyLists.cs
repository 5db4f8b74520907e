using PreferenceCenter.Subscriptions.Imports;

namespace PreferenceCenter.Tests.Faults;

/// <summary>CSV files of subscribers with faults. They are written as Latin-1, so that invalid UTF-8 can stand in them.</summary>
internal static class FaultyLists
{
    /// <summary>Files whose first line is at fault, or odd; with the program they are said to be of.</summary>
    public static readonly (string Program, string Name, string Text)[] Headers =
    [
        ("", "list.csv", ""),
        ("", "list.csv", "\"x\"y,1\n"),
        ("", "list.csv", "em\u00FFail,\u00C3\u00BC\n"),
        ("", "list.csv", "email,email\n"),
        ("", "list.csv", "email,topics,opted_out\na@example.org,news,1\n"),
        ("", "list.csv", "email|name\n"),
        ("", "list.csv", "name\n"),
        ("", "list.csv", "Email Address,LEID\n"),
        ("mailchimp", "list.csv", "email\n"),
        ("", "list.csv", "email,uuid\n"),
        ("listmonk", "list.csv", "email,uuid\n"),
        ("mailchimp", "nonsubscribed_1.csv", "Email Address,LEID\nada@example.org,1\n"),
        ("", "list.csv", $"email\n\"{new string('x', CsvRecords.Longest)}"),
    ];

    private static readonly string[] Rows =
    [
        "\"x\"y",
        $"\"{new string('x', CsvRecords.Longest)}\"",
        "a@example.org,b",
        Row("email=a\0@example.org"),
        Row("email=a\xFF@example.org"),
        Row(""),
        Row("email=a.example.org"),
        Row("email=a b@example.org"),
        Row($"email={new string('l', 65)}@example.org"),
        Row("email=a@-example.org"),
        Row($"email=a@{string.Concat(Enumerable.Repeat("x.", 130))}org"),
        Row($"email={new string('l', 60)}@{string.Concat(Enumerable.Repeat(new string('d', 48) + '.', 4))}org"),
        Row("email=a\xE2\x80\x8B" + "b@example.org"),
        Row("email=p\xD0\xB0ypal@example.org|topics=news"),
        Row("email=a@example.org|status=perhaps"),
        Row("email=a@example.org|status=unsubscribed|topics=nope"),
        Row("email=a@example.org|status=unsubscribed") + ",one more",
        Row("email=a@example.org|topics=nope"),
        Row("email=a@example.org|topics=b@example.org"),
        Row("email=a@example.org|topics=shut"),
        Row("email=a@example.org"),
        Row("email=a@example.org|topics=news|language=tlh"),
        Row("email=a@example.org|topics=news|language=b@example.org"),
        Row($"email=a@example.org|topics=news|name={new string('n', 201)}"),
        Row("email=a@example.org|topics=news|name=Ann\x1b[2J"),
        Row("email=a@example.org|topics=news|consent_at=yesterday"),
        Row("email=a@example.org|topics=news|consent_at=2030-01-01"),
        Row("email=a@example.org|topics=news|consent_at=1980-01-01"),
        Row("email=a@example.org|status=unsubscribed|consent_at=yesterday"),
        Row("email=a@example.org|topics=news|consent_ip=7"),
        Row("email=a@example.org|topics=news|lawful_basis=because"),
        Row("email=a@example.org|topics=news|lawful_basis=soft-opt-in"),
        Row("email=a@example.org|topics=clinic|consent_at=2026-05-01|consent_text=Yes mail me"),
        Row(
            "email=a@example.org|topics=clinic|lawful_basis=soft-opt-in|consent_at=2026-05-01|sale_reference=7|refusal_offered=yes|product_family=boats"
        ),
        Row("email=a@example.org|topics=news|lawful_basis=soft-opt-in|consent_at=2026-05-01"),
        Row("email=a@example.org|topics=news|lawful_basis=soft-opt-in|consent_at=2026-05-01|sale_reference=7"),
        Row(
            "email=a@example.org|topics=news|lawful_basis=soft-opt-in|consent_at=2026-05-01|sale_reference=7|refusal_offered=yes"
        ),
        Row(
            "email=a@example.org|topics=news|lawful_basis=soft-opt-in|consent_at=2026-05-01|sale_reference=7|refusal_offered=yes|product_family=cars"
        ),
        Row(
            "email=a@example.org|topics=news|lawful_basis=soft-opt-in|consent_at=2026-05-01|sale_reference=7|refusal_offered=yes|product_family=boats|sale_kind=gift"
        ),
        Row("email=a@example.org|topics=news|tracking_consent_at=2026-05-01"),
        Row("email=a@example.org|topics=news|consent_method=pre-ticked|consent_text=n/a"),
    ];

    public static string Text => $"{string.Join(',', ImportColumns.Names)},unheard\n{string.Join('\n', Rows)}\n";

    private static string Row(string cells)
    {
        var given = cells.Split('|').Select(cell => cell.Split('=')).ToDictionary(cell => cell[0], cell => cell[^1]);
        return string.Join(',', ImportColumns.Names.Select(name => given.GetValueOrDefault(name)).Append(""));
    }
}
