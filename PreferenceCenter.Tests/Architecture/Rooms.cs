using System.Text;

namespace PreferenceCenter.Tests.Architecture;

/// <summary>The rooms of the product, from the ground up, and what each may use.</summary>
internal static class Rooms
{
    /// <summary>A room may use the rooms named beside it; those on its own floor it may not.</summary>
    public static readonly IReadOnlyList<(int Floor, string Room, string[] MayUse)> All =
    [
        (0, "Domain", []),
        (0, "Shared", []),
        (1, "Data", ["Domain"]),
        (1, "Links", ["Domain"]),
        (1, "Faults", ["Domain"]),
        (2, "Ledger", ["Domain", "Data"]),
        (3, "Schedule", ["Data", "Ledger"]),
        (3, "Staff", ["Domain", "Data", "Ledger"]),
        (4, "Insights", ["Domain", "Data", "Ledger", "Schedule"]),
        (4, "Catalogue", ["Domain", "Faults", "Data", "Ledger", "Staff"]),
        (5, "Mail", ["Domain", "Data", "Ledger", "Catalogue", "Staff"]),
        (6, "Templates", ["Domain", "Faults", "Data", "Links", "Ledger", "Schedule", "Staff", "Catalogue", "Mail"]),
        (6, "PrivacyRequests", ["Domain", "Shared", "Data", "Ledger", "Schedule", "Catalogue", "Staff", "Mail"]),
        (
            7,
            "Subscriptions",
            [
                "Domain",
                "Faults",
                "Shared",
                "Data",
                "Links",
                "Templates",
                "Ledger",
                "Schedule",
                "Catalogue",
                "PrivacyRequests",
            ]
        ),
        (7, "ConsentEvidence", ["Domain", "Shared", "Data", "Ledger", "Catalogue", "Staff", "Mail", "PrivacyRequests"]),
        (
            8,
            "Features",
            [
                "Domain",
                "Faults",
                "Shared",
                "Data",
                "Links",
                "Templates",
                "Ledger",
                "Schedule",
                "Catalogue",
                "Staff",
                "Mail",
                "PrivacyRequests",
                "Subscriptions",
                "ConsentEvidence",
                "Insights",
            ]
        ),
    ];

    /// <summary>What stands above all rooms: composition of the server and of the commands.</summary>
    private static readonly string[] Composition = ["Hosting", "Program.cs", "_Imports.razor"];

    public static string Of(string path) => path.Contains('/') ? path[..path.IndexOf('/')] : path;

    /// <summary>Every use that the rules above forbid, and every use of one feature by another.</summary>
    public static IEnumerable<string> Violations(SourceGraph graph)
    {
        var rules = All.ToDictionary(r => r.Room, r => r.MayUse, StringComparer.Ordinal);
        foreach (var file in graph.Files)
        foreach (var used in graph.UsedBy(file))
        {
            var (from, to) = (Of(file), Of(used));
            if (Composition.Contains(from))
                continue;
            if (!rules.TryGetValue(from, out var allowed))
                yield return $"{from} is no room: {file}";
            else if (from != to && !allowed.Contains(to))
                yield return $"{file} uses {used}";
            else if (from == "Features" && to == "Features" && AreSiblings(file, used))
                yield return $"{file} uses {used}, another feature";
        }
    }

    // What lies beside the features of Console or Cli is shared by them, and so are the console's charts and what
    // edits drafts; nothing is shared by Public and Console.
    private static bool AreSiblings(string file, string used)
    {
        var (one, other) = (file.Split('/')[1..^1], used.Split('/')[1..^1]);
        if (one is ["Console", ..] && other is ["Console", "Charts" or "Drafts"])
            return false;
        return other.Length > 0 && (one[0] != other[0] || (one.Length > 1 && other.Length > 1 && one[1] != other[1]));
    }

    /// <summary>The picture of the rooms: an arrow for each use, but not where another arrow says it already.</summary>
    public static string Picture(SourceGraph graph)
    {
        var edges = graph.By(Of);
        var names = All.Select(r => r.Room).ToHashSet(StringComparer.Ordinal);
        var picture = new StringBuilder("```mermaid\nflowchart TD\n  Hosting --> Features\n");
        foreach (var (_, room, _) in All.Reverse())
        {
            var used = edges[room].Where(names.Contains).ToHashSet(StringComparer.Ordinal);
            foreach (var to in used.Where(u => !used.Any(v => v != u && Reaches(v, u))).Order(StringComparer.Ordinal))
                picture.Append("  ").Append(room).Append(" --> ").Append(to).Append('\n');
        }
        return picture.Append("```").ToString();

        bool Reaches(string from, string to) =>
            edges[from].Contains(to) || edges[from].Where(names.Contains).Any(next => Reaches(next, to));
    }
}
