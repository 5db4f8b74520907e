using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace PreferenceCenter.Data;

/// <summary>
/// Rows that one context has added, changed or deleted, to be saved by another. So a change that takes long to prepare
/// is prepared outside the transaction that writes it.
/// </summary>
internal sealed class PreparedRows
{
    private readonly (object Row, EntityState State, PropertyValues Before)[] rows;

    private PreparedRows(IEnumerable<EntityEntry> entries) =>
        rows = [.. entries.Select(e => (e.Entity, e.State, e.OriginalValues.Clone()))];

    /// <summary>What the context would save now.</summary>
    public static PreparedRows ChangedIn(CenterContext context) =>
        new(
            context
                .ChangeTracker.Entries()
                .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
        );

    /// <summary>
    /// What the context would save now, and the rows it read, for rows with navigations: a row that is reached from a
    /// changed one and not known to the other context would be taken for a new one.
    /// </summary>
    public static PreparedRows AllIn(CenterContext context) => new(context.ChangeTracker.Entries());

    /// <summary>
    /// Adds them to a context that does not have them yet. They keep the values they were read with: a concurrency
    /// token that has changed since fails the saving.
    /// </summary>
    public void AddTo(CenterContext context)
    {
        foreach (var (row, state, before) in rows)
        {
            var entry = context.Entry(row);
            entry.State = state;
            if (state != EntityState.Added)
                entry.OriginalValues.SetValues(before);
        }
    }
}
