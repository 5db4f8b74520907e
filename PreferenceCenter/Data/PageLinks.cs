namespace PreferenceCenter.Data;

/// <summary>
/// Keeps the links that a page hands to whoever has just proven their mailbox there. They need no change writer, because
/// they change no choice.
/// </summary>
internal sealed class PageLinks(Database database)
{
    /// <summary>The same link kept twice is one. Of a subscriber who is erased meanwhile none is kept.</summary>
    internal const string KeepSql = """
        INSERT INTO "MailedLinks" ("Hash", "Kind", "SubscriberId", "FromSeq", "ToSeq", "ExpiresAt")
        SELECT @hash, @kind, "Id", 0, 0, @expires FROM "Subscribers" WHERE "Id" = @subscriber ON CONFLICT DO NOTHING
        """;

    public async ValueTask KeepAsync(MailedLinkRow link)
    {
        await using var work = await WorkSession.OpenAsync(database);
        await work.RunAsync(
            KeepSql,
            ("@hash", link.Hash),
            ("@kind", (long)link.Kind),
            ("@expires", Instant.ToMicroseconds(link.ExpiresAt!.Value)),
            ("@subscriber", link.SubscriberId)
        );
    }
}
