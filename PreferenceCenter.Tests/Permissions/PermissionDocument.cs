using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Permissions;

/// <summary>docs/permissions.md: its tables are what the walks observed.</summary>
internal static class PermissionDocument
{
    private static readonly Lock Turn = new();
    private static readonly string File = Path.Combine(Repository.Root, "docs", "permissions.md");

    /// <summary>Compares a table with the document's, or writes it there with UPDATE_DOCS=1.</summary>
    public static void Hold(string title, PermissionTable table)
    {
        var (begin, end) = (
            $"<!-- {title}: written by PermissionTests; UPDATE_DOCS=1 dotnet test -->\n",
            $"<!-- /{title} -->"
        );
        lock (Turn)
        {
            var text = System.IO.File.ReadAllText(File);
            var (from, to) = (
                text.IndexOf(begin, StringComparison.Ordinal),
                text.IndexOf(end, StringComparison.Ordinal)
            );
            Assert.True(from >= 0 && to > from, $"docs/permissions.md has no place for {title}");
            from += begin.Length;
            var now = table.Write(title);
            if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
                System.IO.File.WriteAllText(File, text[..from] + now + text[to..]);
            else
                Assert.Equal(now, text[from..to]);
        }
    }
}
