using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>Finds what waits for an account, for the home page. A feature registers one; they stand in that order.</summary>
internal interface IWaitingSource
{
    /// <summary>For whom something can wait: who may act on it. The source asks it of the account, too.</summary>
    string Policy { get; }

    Task<WaitingItems> FindAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel);
}

/// <summary>The most urgent of what waits, and how much that is in all.</summary>
public sealed record WaitingItems(IReadOnlyList<WaitingItem> First, int Total)
{
    public static readonly WaitingItems None = new([], 0);
}
