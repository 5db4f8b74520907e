using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue.Drafts;

/// <summary>An edit of one field of a draft.</summary>
/// <param name="Seen">What the editor saw in the field before typing.</param>
/// <param name="Published">What the field has in the entry in force.</param>
internal sealed record FieldEdit(string Path, JsonNode? Seen, JsonNode? Value, JsonNode? Published);

/// <summary>What came of an edit.</summary>
/// <param name="Taken">False where somebody else changed the field since: then nothing is written.</param>
/// <param name="Now">What the field has now.</param>
/// <param name="Version">The draft's version now; empty where there is none any more.</param>
internal sealed record EditResult(bool Taken, JsonNode? Now, Guid Version);

/// <summary>
/// Keeps the drafts of the catalogue. Everybody edits the same draft, field by field, so two editors lose nothing of
/// each other. A draft is no change: the log tells of it when it is published.
/// </summary>
internal sealed class DraftStore(Database database, TimeProvider clock)
{
    private const int MostTries = 20,
        MostFields = 400;

    public async Task<IReadOnlyList<CatalogueDraftRow>> ListAsync(DraftKind kind, CancellationToken cancel = default)
    {
        await using var context = await database.CreateContextAsync();
        return await context.CatalogueDrafts.AsNoTracking().Where(d => d.Kind == kind).ToListAsync(cancel);
    }

    public async Task<CatalogueDraftRow?> FindAsync(DraftKind kind, string key, CancellationToken cancel = default)
    {
        await using var context = await database.CreateContextAsync();
        return await context
            .CatalogueDrafts.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Kind == kind && d.Key == key, cancel);
    }

    public async Task<EditResult> EditAsync(DraftKind kind, string key, FieldEdit edit, Guid editor)
    {
        for (var tries = 1; ; tries++)
            try
            {
                return await TryEditAsync(kind, key, edit, editor);
            }
            // Somebody else wrote the draft at the same moment: what they wrote is read, and the edit made again.
            catch (DbUpdateException) when (tries < MostTries) { }
    }

    /// <returns>False where the draft is another one than was seen; true also where there is none any more.</returns>
    public async Task<bool> DiscardAsync(DraftKind kind, string key, Guid version)
    {
        await using var context = await database.CreateContextAsync();
        return await context
                .CatalogueDrafts.Where(d => d.Kind == kind && d.Key == key && d.Version == version)
                .ExecuteDeleteAsync() > 0
            || !await context.CatalogueDrafts.AnyAsync(d => d.Kind == kind && d.Key == key);
    }

    /// <summary>Gives the draft of something new another key.</summary>
    /// <returns>False where there is no such draft, or one with that key already.</returns>
    public async Task<bool> RekeyAsync(DraftKind kind, string key, string to, Guid editor)
    {
        await using var context = await database.CreateContextAsync();
        var row = await context.CatalogueDrafts.SingleOrDefaultAsync(d => d.Kind == kind && d.Key == key);
        var taken = await context
            .CatalogueDrafts.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Kind == kind && d.Key == to);
        if (row is null || taken is not null)
            return row is null && taken?.EditedBy == editor;
        var moved = new CatalogueDraftRow
        {
            Kind = kind,
            Key = to,
            Fields = row.Fields,
            EditedAt = row.EditedAt,
        };
        Stamp(moved, editor);
        context.CatalogueDrafts.Remove(row);
        context.CatalogueDrafts.Add(moved);
        try
        {
            await context.SaveChangesAsync();
            return true;
        }
        // Somebody else edited it, or made one of that key, at the same moment.
        catch (DbUpdateException)
        {
            return false;
        }
    }

    /// <returns>False where the draft is another one than was seen.</returns>
    public async Task<bool> ScheduleAsync(DraftKind kind, string key, Guid version, DateTimeOffset? at, Guid editor)
    {
        await using var context = await database.CreateContextAsync();
        var row = await context.CatalogueDrafts.SingleOrDefaultAsync(d => d.Kind == kind && d.Key == key);
        if (row?.Version != version)
            return row is not null && row.PublishAt == at && row.EditedBy == editor;
        (row.PublishAt, row.ScheduledBy, row.Missed) = (at, at is null ? null : editor, null);
        Stamp(row, editor);
        return await SaveAsync(context);
    }

    /// <summary>Takes the time from a draft that could not be published then, and keeps why.</summary>
    /// <returns>False where the draft is another one than was seen.</returns>
    public async Task<bool> MissAsync(DraftKind kind, string key, Guid version, MissedPublish missed)
    {
        await using var context = await database.CreateContextAsync();
        var row = await context.CatalogueDrafts.SingleOrDefaultAsync(d => d.Kind == kind && d.Key == key);
        if (row?.Version != version)
            return false;
        (row!.PublishAt, row.ScheduledBy, row.Missed) = (null, null, missed.ToJson());
        Stamp(row, row.EditedBy);
        return await SaveAsync(context);
    }

    private static async Task<bool> SaveAsync(CenterContext context)
    {
        try
        {
            await context.SaveChangesAsync();
            return true;
        }
        // Somebody else edited it at the same moment.
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private async Task<EditResult> TryEditAsync(DraftKind kind, string key, FieldEdit edit, Guid editor)
    {
        await using var context = await database.CreateContextAsync();
        var row = await context.CatalogueDrafts.SingleOrDefaultAsync(d => d.Kind == kind && d.Key == key);
        SortedDictionary<string, JsonNode?> fields = row is null
            ? new(StringComparer.Ordinal)
            : CatalogueDraft.FieldsOf(row);
        var now = fields.TryGetValue(edit.Path, out var field) ? field : edit.Published;
        if (JsonNode.DeepEquals(now, edit.Value))
            return new EditResult(true, now, row?.Version ?? Guid.Empty);
        if (!JsonNode.DeepEquals(now, edit.Seen))
            return new EditResult(false, now, row?.Version ?? Guid.Empty);
        if (JsonNode.DeepEquals(edit.Value, edit.Published))
            fields.Remove(edit.Path);
        else if (fields.Count < MostFields)
            fields[edit.Path] = edit.Value?.DeepClone();
        if (row is null)
            context.CatalogueDrafts.Add(
                row = new CatalogueDraftRow
                {
                    Kind = kind,
                    Key = key,
                    Fields = "{}",
                }
            );
        else if (fields.Count == 0)
            context.CatalogueDrafts.Remove(row);
        row.Missed = null;
        row.Fields = new JsonObject(
            fields.Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone()))
        ).ToJsonString();
        Stamp(row, editor);
        await context.SaveChangesAsync();
        return new EditResult(true, edit.Value, fields.Count == 0 ? Guid.Empty : row.Version);
    }

    // Open pages follow the latest time: it moves with every edit, also where the clock does not.
    private void Stamp(CatalogueDraftRow row, Guid editor)
    {
        var now = clock.GetUtcNow();
        (row.Version, row.EditedBy) = (RandomId.New(), editor);
        row.EditedAt = now > row.EditedAt ? now : row.EditedAt.AddMilliseconds(1);
    }
}
