using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue;

/// <summary>Where a value of the site comes from; a later one wins.</summary>
internal enum SettingSource
{
    /// <summary>Nobody set it.</summary>
    Default,
    File,

    /// <summary>Staff, or a file of settings that was applied.</summary>
    Console,

    /// <summary>A variable or an argument of the program: it wins, and only whoever starts the program changes it.</summary>
    Start,
}

/// <summary>What the program was started with.</summary>
/// <param name="Files">Keys that a settings file sets.</param>
/// <param name="Start">Keys that a variable or an argument sets.</param>
internal sealed record ConfiguredSite(SiteFacts Facts, IReadOnlySet<string> Files, IReadOnlySet<string> Start);

/// <summary>A value of the site, and where it comes from.</summary>
internal sealed record SiteValue(SiteField Field, string? Value, SettingSource Source);

/// <summary>
/// Holds the site to what is set: what staff have set wins over the settings file, and variables and arguments win over
/// both.
/// </summary>
internal sealed class SiteInForce(Database database, Site site, ConfiguredSite configured) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly List<Func<Task>> followers = [];
    private long version = -1;

    /// <summary>Calls back when the site says something else of itself than before. For the start alone.</summary>
    public void Follow(Func<Task> changed) => followers.Add(changed);

    /// <summary>Each value with where it comes from, as they are in force here now.</summary>
    public IReadOnlyList<SiteValue> Values()
    {
        using var context = database.CreateContext();
        var stored = context.Settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        return [.. SiteField.All.Select(f => ValueOf(f, stored))];
    }

    /// <summary>Reads again what staff have set, if an administrative change came in between.</summary>
    public async Task RefreshIfChangedAsync()
    {
        var now = await database.AskAsync(
            0,
            static async (session, _) => Convert.ToInt64(await session[Sql.AdminVersion].ExecuteScalarAsync(), null)
        );
        if (now == Interlocked.Read(ref version))
            return;
        await RefreshAsync();
        Interlocked.Exchange(ref version, now);
    }

    public async Task RefreshAsync()
    {
        await gate.WaitAsync();
        try
        {
            var (before, facts) = (site.Facts, With(Values()));
            if (SiteField.All.All(f => f.Of(facts) == f.Of(before)))
                return;
            site.Become(facts);
            foreach (var changed in followers)
                await changed();
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private SiteFacts With(IReadOnlyList<SiteValue> values) =>
        values
            .Where(v => v.Source == SettingSource.Console)
            .Aggregate(configured.Facts, (facts, v) => v.Field.With(facts, v.Value));

    private SiteValue ValueOf(SiteField field, Dictionary<string, string> stored) =>
        configured.Start.Contains(field.Key) ? new SiteValue(field, field.Of(configured.Facts), SettingSource.Start)
        : field.Once && configured.Files.Contains(field.Key)
            ? new SiteValue(field, field.Of(configured.Facts), SettingSource.File)
        : stored.TryGetValue(field.Name, out var value) ? new SiteValue(field, value, SettingSource.Console)
        : new SiteValue(
            field,
            field.Of(configured.Facts),
            configured.Files.Contains(field.Key) ? SettingSource.File : SettingSource.Default
        );
}
