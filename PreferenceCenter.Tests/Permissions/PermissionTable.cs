using System.Text;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Tests.Permissions;

/// <summary>What each caller was allowed when everything was asked: the table of docs/permissions.md.</summary>
internal sealed class PermissionTable
{
    public const string Nobody = "nobody";
    public static readonly string[] Callers = [.. StaffRoles.All.Select(r => WireName.Of(r)), Nobody];
    private readonly SortedDictionary<string, HashSet<string>> allowed = new(StringComparer.Ordinal);

    public IEnumerable<string> Of(string what) => allowed[what];

    public void Note(string what, string caller, bool yes)
    {
        if (!allowed.TryGetValue(what, out var callers))
            allowed.Add(what, callers = []);
        if (yes)
            callers.Add(caller);
    }

    public string Write(string title)
    {
        var text = new StringBuilder($"| {title} | {string.Join(" | ", Callers)} |\n|---|");
        text.Insert(text.Length, "---|", Callers.Length).Append('\n');
        foreach (var (what, callers) in allowed)
        {
            var cells = Callers.Select(c => callers.Contains(c) ? "yes" : "");
            text.Append("| `").Append(what).Append("` | ").AppendJoin(" | ", cells).Append(" |\n");
        }
        return text.ToString();
    }
}
