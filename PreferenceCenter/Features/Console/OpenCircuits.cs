using System.Collections.Concurrent;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Counts the open circuits of each account on this node. Each takes memory on the server, so nobody opens them without
/// end.
/// </summary>
internal sealed class OpenCircuits
{
    /// <summary>More than anybody keeps open in tabs.</summary>
    public const int Most = 30;
    private readonly ConcurrentDictionary<Guid, int> open = [];

    public bool IsFull(Guid account) => open.GetValueOrDefault(account) >= Most;

    /// <summary>Counts one more; false if it is one too many, which the caller must still <see cref="Leave"/>.</summary>
    public bool Enter(Guid account) => open.AddOrUpdate(account, 1, (_, count) => count + 1) <= Most;

    public void Leave(Guid account)
    {
        if (open.AddOrUpdate(account, 0, (_, count) => count - 1) <= 0)
            open.TryRemove(KeyValuePair.Create(account, 0));
    }
}
