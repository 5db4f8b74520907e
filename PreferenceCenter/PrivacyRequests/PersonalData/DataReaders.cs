using System.Data.Common;
using System.Text.Json;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.PrivacyRequests.PersonalData;

/// <summary>Reads one subscriber's rows: one SQL statement per place, by key or index.</summary>
internal static class DataReaders
{
    internal const string SubscriberSql = """
        SELECT "PublicId", "Address", "AddressKey", "Name", "Language", "CreatedAt", "LastSeq", "NoticeUntil", "NoticeDay", "NoticeCount" FROM "Subscribers" WHERE "Id" = @id
        """;
    internal const string ChoicesSql = """
        SELECT "Aspect", "Value", "Wish", "TouchedAt", "TouchedBy", "LeftAt", "GrantSeq", COALESCE("GrantAt", "TouchedAt"), "GrantKind", "GrantBasis", "GrantNotice" FROM "Choices" WHERE "SubscriberId" = @id ORDER BY "Aspect"
        """;
    internal const string MailsSql = """
        SELECT "Id", "MessageId", "Kind", "State", "Address", "Language", "CreatedAt", "DueAt", "SentAt", "Attempts", "LastError" FROM "Outbox" WHERE "SubscriberId" = @id
        UNION ALL
        SELECT "Id", "MessageId", "Kind", "State", "Address", "Language", "CreatedAt", "DueAt", "SentAt", "Attempts", "LastError" FROM "Outbox" WHERE "SubscriberId" IS NULL AND "AddressKey" = @key
        ORDER BY 1
        """;
    internal const string TemplatesSql =
        """SELECT "Key", "Digest", "KeptAt" FROM "Templates" WHERE LENGTH("Content") > 0 ORDER BY "Key" """;
    internal const string TemplateSql = """SELECT "Content" FROM "Templates" WHERE "Key" = @key""";
    internal const string LinksSql =
        """SELECT "Kind", "FromSeq", "ToSeq", "ExpiresAt", "UsedAt" FROM "MailedLinks" WHERE "SubscriberId" = @id""";
    internal const string SignUpsSql = """
        SELECT "Id", "CreatedAt", "SettledAt", "Content" FROM "OptIns" WHERE "AddressKey" = @key
        UNION ALL SELECT "Id", "CreatedAt", "SettledAt", "Content" FROM "OptIns" WHERE "SubscriberId" = @id
        """;
    internal const string SessionsSql =
        """SELECT "CreatedAt", "LastSeenAt", "EndsAt", "ExportWaits" FROM "DataSessions" WHERE "SubscriberId" = @id""";

    // The subscriber's own, and letters that gave the address before it came to the lists.
    private const string RequestIds =
        """SELECT "Id" FROM "Requests" WHERE "SubscriberId" = @id UNION ALL SELECT "Id" FROM "Requests" WHERE "AddressKey" = @key AND "SubscriberId" IS NULL""";
    internal const string RequestsSql =
        $"""SELECT "Reference", "Number", "Kind", "State", "ReceivedAt", "LegalUntil", "DueUntil", "GraceUntil", "ClosedAt", "Words", "Origin", "Contact", "AskedAt", "RepliedAt", "ExtendedAt", "LegalHoldUntil" FROM "Requests" WHERE "Id" IN ({RequestIds})""";
    internal const string RequestEntriesSql = $"""
        SELECT r."Reference", e."At", e."Step", e."Text" FROM "Requests" r JOIN "RequestEntries" e ON e."RequestId" = r."Id" WHERE r."Id" IN ({RequestIds}) ORDER BY r."ReceivedAt", e."Number"
        """;
    internal const string RequestFilesSql = $"""
        SELECT r."Reference", f."At", f."Name", f."Type", f."Content" FROM "Requests" r JOIN "RequestFiles" f ON f."RequestId" = r."Id" WHERE r."Id" IN ({RequestIds}) ORDER BY f."At", f."Id"
        """;
    internal const string DraftsSql = """
        SELECT r."Reference", d."SavedAt", d."Text" FROM "Requests" r JOIN "Drafts" d ON d."RequestId" = r."Id" WHERE r."SubscriberId" = @id
        UNION ALL SELECT NULL, d."SavedAt", d."Text" FROM "Drafts" d WHERE d."AddressKey" = @address
        """;
    internal const string RecipientNoticesSql =
        """SELECT "Recipient", "Kind", "At" FROM "RecipientNotices" WHERE "PublicId" = @id ORDER BY "At" """;
    internal const string AddressChangesSql =
        """SELECT "Address", "CreatedAt", "Until", "ConfirmedAt", "RevertedAt" FROM "AddressChanges" WHERE "SubscriberId" = @id""";
    internal const string LimitSql = """SELECT "Until", "Count" FROM "RateLimits" WHERE "Key" = @key""";
    internal const string UnclaimedSql = """SELECT "Scope", "At" FROM "UnclaimedLeaves" WHERE "PublicId" = @id""";

    public static ValueTask<DataRows> Subscriber(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[SubscriberSql, about.Subscriber.Id],
            ("id", Id),
            ("address", Text),
            ("addressKey", Text),
            ("name", Text),
            ("language", Text),
            ("createdAt", Time),
            ("events", Number),
            ("noticeUntil", Time),
            ("noticeDay", Time),
            ("noticeCount", Number)
        );

    public static async ValueTask<DataRows> Choices(DataQuestion about) =>
        new(
            [
                "about",
                "value",
                "wish",
                "changedAt",
                "changedThrough",
                "leftAt",
                "grant",
                "grantAt",
                "grantKind",
                "grantBasis",
                "wording",
            ],
            [
                .. (
                    await DataRows.OfAsync(
                        about.Session[ChoicesSql, about.Subscriber.Id],
                        [.. Enumerable.Repeat(("", (Func<DbDataReader, int, object?>)Number), 11)]
                    )
                ).Rows.Select(r => NameChoice(about, r)),
            ]
        );

    public static ValueTask<DataRows> History(DataQuestion about) =>
        ValueTask.FromResult(
            new DataRows(
                [
                    "seq",
                    "at",
                    "kind",
                    "about",
                    "value",
                    "before",
                    "refers",
                    "through",
                    "actor",
                    "basis",
                    "controller",
                    "wording",
                    "log",
                    "position",
                ],
                [
                    .. about
                        .History.Select(h => h.Event)
                        .Select(e =>
                            new object?[]
                            {
                                e.Seq,
                                e.At,
                                WireName.Of(e.Kind),
                                EventNames.About(e.Aspect, about.Catalogue),
                                EventNames.Value(e.Aspect, e.Value),
                                EventNames.Value(e.Aspect, e.Before),
                                Some(e.Refers),
                                WireName.Of(e.Channel),
                                WireName.Of(e.ActorKind),
                                e.Basis == LawfulBasis.None ? null : WireName.Of(e.Basis),
                                Some(e.Controller),
                                Some(e.Notice),
                                (long)e.Slot,
                                e.Position,
                            }
                        ),
                ]
            )
        );

    /// <summary>Evidence, listed once for all events of one change.</summary>
    public static ValueTask<DataRows> Evidence(DataQuestion about) =>
        ValueTask.FromResult(
            new DataRows(
                ["event", "events", "content", "salt"],
                [
                    .. about
                        .History.Where(h => h.Evidence is { } v && h.Event.Position - v.Position < v.Count)
                        .GroupBy(h => (h.Evidence!.Slot, h.Evidence.Position))
                        .Select(g =>
                            new object?[]
                            {
                                g.First().Event.Seq,
                                (long)g.Count(),
                                Json(g.First().Evidence!.Content),
                                g.First().Evidence!.Salt,
                            }
                        ),
                ]
            )
        );

    public static ValueTask<DataRows> Mails(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[MailsSql, ("@id", about.Subscriber.Id), ("@key", about.Subscriber.AddressKey)],
            ("number", Number),
            ("messageId", Id),
            ("kind", (r, i) => WireName.Of((MailKind)Sql.ReadByte(r, i))),
            ("state", (r, i) => WireName.Of((MailState)Sql.ReadByte(r, i))),
            ("address", Text),
            ("language", Text),
            ("createdAt", Time),
            ("dueAt", Time),
            ("sentAt", Time),
            ("attempts", Number),
            ("lastError", Text)
        );

    public static ValueTask<DataRows> Links(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[LinksSql, about.Subscriber.Id],
            ("kind", (r, i) => WireName.Of((MailedLinkKind)Sql.ReadByte(r, i))),
            ("fromEvent", Number),
            ("toEvent", Number),
            ("expiresAt", Time),
            ("usedAt", Time)
        );

    public static ValueTask<DataRows> SignUps(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[SignUpsSql, ("@key", about.Subscriber.AddressKey), ("@id", about.Subscriber.Id)],
            ("id", Id),
            ("createdAt", Time),
            ("settledAt", Time),
            ("content", (r, i) => Json(r.GetFieldValue<byte[]>(i)))
        );

    public static ValueTask<DataRows> Sessions(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[SessionsSql, about.Subscriber.Id],
            ("createdAt", Time),
            ("lastSeenAt", Time),
            ("endsAt", Time),
            ("exportWaits", (r, i) => r.GetBoolean(i))
        );

    /// <summary>
    /// Address changes. The address is the new one until it is confirmed, and the old one while the change can be taken
    /// back.
    /// </summary>
    public static ValueTask<DataRows> AddressChanges(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[AddressChangesSql, about.Subscriber.Id],
            ("address", Text),
            ("createdAt", Time),
            ("until", Time),
            ("confirmedAt", Time),
            ("revertedAt", Time)
        );

    public static ValueTask<DataRows> Requests(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[RequestsSql, ("@id", about.Subscriber.Id), ("@key", about.Subscriber.AddressKey)],
            ("reference", Text),
            ("number", (r, i) => RequestNumber.Text(r.GetInt32(i))),
            ("kind", (r, i) => WireName.Of((PrivacyRequestKind)Sql.ReadByte(r, i))),
            ("state", (r, i) => WireName.Of((PrivacyRequestState)Sql.ReadByte(r, i))),
            ("receivedAt", Time),
            ("legalUntil", Time),
            ("dueUntil", Time),
            ("graceUntil", Time),
            ("closedAt", Time),
            ("words", Text),
            ("origin", (r, i) => WireName.Of((PrivacyRequestOrigin)Sql.ReadByte(r, i))),
            ("contact", Text),
            ("askedAt", Time),
            ("repliedAt", Time),
            ("extendedAt", Time),
            ("legalHoldUntil", Time)
        );

    /// <summary>Messages and notes of the requests, including internal notes of staff.</summary>
    public static ValueTask<DataRows> RequestEntries(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[RequestEntriesSql, ("@id", about.Subscriber.Id), ("@key", about.Subscriber.AddressKey)],
            ("request", Text),
            ("at", Time),
            ("step", (r, i) => WireName.Of((PrivacyRequestStep)Sql.ReadByte(r, i))),
            ("text", Text)
        );

    public static ValueTask<DataRows> RequestFiles(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[RequestFilesSql, ("@id", about.Subscriber.Id), ("@key", about.Subscriber.AddressKey)],
            ("request", Text),
            ("at", Time),
            ("name", Text),
            ("type", Text),
            ("content", (r, i) => r.GetFieldValue<byte[]>(i))
        );

    /// <summary>What staff have typed about the requests, or about the address, and not sent yet.</summary>
    public static ValueTask<DataRows> Drafts(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[DraftsSql, ("@id", about.Subscriber.Id), ("@address", about.Subscriber.AddressKey)],
            ("request", Text),
            ("at", Time),
            ("text", Text)
        );

    /// <summary>Messages kept to be checked that hold the address: a person in the organisation's own mailings.</summary>
    public static async ValueTask<DataRows> Templates(DataQuestion about)
    {
        var kept = await DataRows.OfAsync(
            about.Session[TemplatesSql],
            ("template", Text),
            ("sha256", Text),
            ("keptAt", Time)
        );
        var holding = new List<object?[]>();
        foreach (var row in kept.Rows)
        {
            var digest = (string)row[1]!;
            var addresses =
                KeptMessages.AddressesOf(digest)
                ?? KeptMessages.NoteAddresses(
                    digest,
                    await about.Session[TemplateSql, row[0]].FirstAsync(r => r.GetFieldValue<byte[]>(0)) ?? []
                );
            if (addresses.Contains(about.Subscriber.AddressKey))
                holding.Add(row);
        }
        return kept with { Rows = holding };
    }

    public static ValueTask<DataRows> RecipientNotices(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[RecipientNoticesSql, about.Subscriber.PublicId.ToByteArray(bigEndian: true)],
            ("recipient", Text),
            ("about", (r, i) => WireName.Of((PrivacyRequestKind)Sql.ReadByte(r, i))),
            ("at", Time)
        );

    public static async ValueTask<DataRows> Suppression(DataQuestion about)
    {
        var rows = new List<object?[]>();
        foreach (var hash in about.Address is { } address ? about.Hashes.HashesOf(address) : [])
            rows.AddRange(
                (
                    await DataRows.OfAsync(
                        about.Session[Sql.Suppression, hash.Bytes],
                        ("key", Number),
                        ("reason", (r, i) => WireName.Of((SuppressionReason)Sql.ReadByte(r, i)))
                    )
                ).Rows
            );
        return new DataRows(["key", "reason"], rows);
    }

    /// <summary>What is kept of somebody who was erased before and came back.</summary>
    public static async ValueTask<DataRows> ProofStubs(DataQuestion about)
    {
        var rows = new List<object?[]>();
        foreach (var hash in about.Address is { } address ? about.Hashes.Current.ProofHashesOf(address) : [])
            rows.AddRange(
                (await DataRows.OfAsync(about.Session[ProofSql.DaysOf, hash], ("erasedAt", Time), ("until", Time))).Rows
            );
        return new DataRows(["erasedAt", "until"], rows);
    }

    public static ValueTask<DataRows> UnclaimedLeaves(DataQuestion about) =>
        DataRows.OfAsync(
            about.Session[UnclaimedSql, about.Subscriber.PublicId.ToByteArray(bigEndian: true)],
            ("scope", Number),
            ("at", Time)
        );

    /// <summary>
    /// Rate limit counters per address. Counters per network are left out: they concern everyone in that network.
    /// </summary>
    public static async ValueTask<DataRows> Limits(DataQuestion about)
    {
        if (about.Address is not { } address)
            return new DataRows([], []);
        var rows = new List<object?[]>();
        foreach (var what in LimitNames.OfAddresses)
        foreach (var who in new[] { address.Key, address.SuppressionKey, address.MailboxKey }.Distinct())
            rows.AddRange(
                (
                    await DataRows.OfAsync(
                        about.Session[LimitSql, about.Hashes.LimitKey(what, who)],
                        ("until", Time),
                        ("count", Number)
                    )
                ).Rows.Select(r => (object?[])[what, .. r])
            );
        return new DataRows(["what", "until", "count"], rows);
    }

    private static object?[] NameChoice(DataQuestion about, object?[] r)
    {
        var aspect = (long)r[0]!;
        return
        [
            EventNames.About(aspect, about.Catalogue),
            EventNames.Value(aspect, (long)r[1]!),
            r[2] is long wish ? EventNames.Value(aspect, wish) : null,
            Instant.FromMicroseconds((long)r[3]!),
            r[4] is long and > 0 ? WireName.Of((Channel)(byte)(long)r[4]!) : null,
            r[5] is long left ? Instant.FromMicroseconds(left) : null,
            r[6],
            r[6] is null ? null : Instant.FromMicroseconds((long)r[7]!),
            r[8] is long kind ? WireName.Of((EventKind)(byte)kind) : null,
            r[9] is long basis ? WireName.Of((LawfulBasis)(byte)basis) : null,
            r[10],
        ];
    }

    private static object? Some(long number) => number == 0 ? null : number;

    private static JsonElement Json(byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        return document.RootElement.Clone();
    }

    private static object Text(DbDataReader row, int column) => row.GetString(column);

    private static object Number(DbDataReader row, int column) => row.GetInt64(column);

    private static object Time(DbDataReader row, int column) => Sql.ReadInstant(row, column);

    private static object Id(DbDataReader row, int column) => Sql.ReadGuid(row, column);
}
