using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// The pages that an account opened last, for the palette: those that have a short name of their own (a reference, a
/// topic), never those of a subscriber. They are remembered by the node while it runs, and nowhere written down.
/// </summary>
internal sealed class RecentPlaces
{
    private const int Most = 5;
    private readonly ConcurrentDictionary<Guid, IReadOnlyList<RecentPlace>> opened = [];

    public IReadOnlyList<RecentPlace> Of(Guid account) => opened.GetValueOrDefault(account, []);

    public void Opened(Guid account, RecentPlace place) =>
        opened.AddOrUpdate(
            account,
            _ => [place],
            (_, before) => [place, .. before.Where(other => other.Path != place.Path).Take(Most - 1)]
        );
}

/// <summary>A page that was opened.</summary>
internal sealed record RecentPlace(string Path, MarkupString Name, MarkupString Detail);
