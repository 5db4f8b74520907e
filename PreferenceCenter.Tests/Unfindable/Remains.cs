using MimeKit;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.Unfindable;

/// <summary>
/// Everything that a centre holds at one moment: each row of each table that the database has, each line of each file
/// below its directory, each email that it wrote.
/// </summary>
internal sealed class Remains
{
    private Remains(IReadOnlyList<Remnant> all) => All = all;

    public IReadOnlyList<Remnant> All { get; }

    public IEnumerable<Remnant> In(string place) => All.Where(r => r.Place == place);

    public static Remains Of(WebCenter center) => new([.. Rows(center), .. Files(center)]);

    private static IEnumerable<Remnant> Rows(WebCenter center)
    {
        using var raw = center.Raw();
        foreach (var table in raw.Rows(raw.Tables).Select(t => (string)t[0]!).ToList())
        {
            string[] columns = [.. raw.ColumnsOf(table)];
            // On a server each row also bears the number of the transaction that wrote it.
            var isFile = center.Stored.File is not null;
            var rows = raw.Rows(
                $"SELECT {string.Join(", ", columns.Select(c => $"\"{c}\""))}{(isFile ? "" : ", xmin::text")} FROM \"{table}\""
            );
            for (var i = 0; i < rows.Count; i++)
            {
                var row = rows[i];
                yield return new Remnant(
                    table,
                    i,
                    [
                        .. columns.SelectMany((column, c) => RemnantValues.Of(column, row[c])),
                        .. PlaceOf(columns, row),
                        .. isFile ? [] : (IEnumerable<(string, string)>)[("xmin", $"xmin:{row[^1]}")],
                    ]
                )
                {
                    Owner = OwnerOf(table, columns, row) ?? $"{table} {i}",
                };
            }
        }
    }

    // A log and a place in it are a value together: evidence stands where its event does.
    private static IEnumerable<(string, string)> PlaceOf(string[] columns, object?[] row) =>
        (Array.IndexOf(columns, "Slot"), Array.IndexOf(columns, "Position"))
            is (>= 0 and var slot, >= 0 and var position)
            ? [("place", Invariant($"place:{row[slot]}/{row[position]}"))]
            : [];

    private static string? OwnerOf(string table, string[] columns, object?[] row)
    {
        object? In(string column) => Array.IndexOf(columns, column) is >= 0 and var at ? row[at] : null;

        return table == "Subscribers" ? SubscriberOf(In("Id"))
            : In("LedgerId") is byte[] ledger ? RemnantValues.Hex(ledger)
            : In("SubscriberId") is { } id ? SubscriberOf(id)
            : null;
    }

    public static string SubscriberOf(object? id) => $"subscriber {id}";

    private static IEnumerable<Remnant> Files(WebCenter center)
    {
        var keys = center.Get<StorageSettings>().KeysDirectory;
        foreach (
            var file in Directory
                .EnumerateFiles(center.Directory, "*", SearchOption.AllDirectories)
                .Where(f => f != center.Stored.File && !f.StartsWith(keys, StringComparison.Ordinal))
                .Where(f => !Path.GetFileName(f).Contains(".db", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select((path, i) => (path, i))
        )
            if (file.path.EndsWith(".eml", StringComparison.Ordinal))
                yield return Email(file.path, file.i);
            else
                foreach (var line in Lines(file.path).Select((text, i) => (text, i)))
                    yield return new Remnant(
                        Path.GetFileName(file.path),
                        line.i,
                        [.. line.text.Split('\t', ' ').SelectMany((field, f) => RemnantValues.Of($"{f}", field))]
                    );
    }

    // Waits while the journal's thread holds the file.
    private static IEnumerable<string> Lines(string path)
    {
        using var stream = JournalFile.Open(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read,
            }
        );
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static Remnant Email(string path, int order)
    {
        var mail = MimeMessage.Load(path);
        var lines = $"{mail.TextBody}\n{mail.HtmlBody}".ReplaceLineEndings("\n").Split('\n');
        return new Remnant(
            "email",
            order,
            [
                .. mail.Headers.SelectMany(h => RemnantValues.Of(h.Field, h.Value)),
                .. RemnantValues.Of("Date", Instant.ToMicroseconds(mail.Date)),
                .. RemnantValues.Of("file", Path.GetFileName(path)),
                .. lines.SelectMany(
                    (line, l) => line.Split(' ').SelectMany((word, w) => RemnantValues.Of($"{l}.{w}", word))
                ),
            ]
        );
    }
}
