using System.Data.Common;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// Hand-written statements of the hot paths, in SQL that both databases accept. A test prepares each against the
/// schema.
/// </summary>
internal static class Sql
{
    internal const string SubscriberColumns = """
        "Id", "PublicId", "LedgerId", "Address", "AddressKey", "Name", "Language", "CreatedAt",
        "LastSeq", "HeadSlot", "HeadPosition", "NoticeUntil", "NoticeDay", "NoticeCount"
        """;
    internal const string ChoiceColumns = """
        "Aspect", "Value", "Wish", "Touched", "TouchedAt", "LeftAt",
        "GrantSeq", COALESCE("GrantAt", "TouchedAt"), "GrantKind", "GrantBasis", "GrantController", "GrantNotice", "TouchedBy"
        """;
    internal const string EventColumns = """
        "Slot", "Position", "LedgerId", "Seq", "Kind", "Aspect", "Value", "Before", "Refers", "Channel", "ActorKind", "ActorId",
        "Basis", "Controller", "Notice", "At", "PrevSlot", "PrevPosition", "Commitment"
        """;

    public const string SubscriberByPublicId =
        $"""SELECT {SubscriberColumns} FROM "Subscribers" WHERE "PublicId" = @key""";
    public const string SubscriberByAddress =
        $"""SELECT {SubscriberColumns} FROM "Subscribers" WHERE "AddressKey" = @key""";
    public const string SubscriberById = $"""SELECT {SubscriberColumns} FROM "Subscribers" WHERE "Id" = @key""";
    public const string ChoicesOf = $"""SELECT {ChoiceColumns} FROM "Choices" WHERE "SubscriberId" = @key""";
    internal const string SnapshotJoin =
        $"""{SubscriberColumns}, {ChoiceColumns} FROM "Subscribers" LEFT JOIN "Choices" ON "SubscriberId" = "Id" WHERE""";

    /// <summary>
    /// Subscriber and choices joined, one row per choice: one round trip, and both from the same moment.
    /// </summary>
    public const string SnapshotByPublicId = $"""SELECT {SnapshotJoin} "PublicId" = @key""";
    public const string SnapshotByAddress = $"""SELECT {SnapshotJoin} "AddressKey" = @key""";
    public const string SnapshotById = $"""SELECT {SnapshotJoin} "Id" = @key""";
    public const string EventAt =
        $"""SELECT {EventColumns} FROM "LedgerEvents" WHERE "Slot" = @slot AND "Position" = @position""";

    /// <summary>Kinds of the events of a log since a position that tell of a restore.</summary>
    public const string RestoresSince =
        """SELECT "Kind" FROM "LedgerEvents" WHERE "Slot" = @slot AND "Position" >= @position AND "Kind" IN (@replayed, @accepted)""";

    public const string NewestEvent =
        """SELECT MAX("At") FROM "LedgerEvents" WHERE "Slot" = @slot AND "Position" >= @position""";

    internal const string EventColumnsOfE = """
        e."Slot", e."Position", e."LedgerId", e."Seq", e."Kind", e."Aspect", e."Value", e."Before", e."Refers", e."Channel", e."ActorKind", e."ActorId",
        e."Basis", e."Controller", e."Notice", e."At", e."PrevSlot", e."PrevPosition", e."Commitment"
        """;

    /// <summary>
    /// The event before one of the chain. Sequence numbers count down, so that a damaged chain that forms a loop ends.
    /// </summary>
    internal const string Previous = """
        "Chain" c JOIN "LedgerEvents" e
            ON e."Slot" = c."PrevSlot" AND e."Position" = c."PrevPosition" AND e."LedgerId" = c."LedgerId" AND e."Seq" = c."Seq" - 1
        """;
    private const string Chain = $"""
        RECURSIVE "Chain" AS (
            SELECT {EventColumns} FROM "LedgerEvents" WHERE "Slot" = @slot AND "Position" = @position UNION ALL
            SELECT {EventColumnsOfE} FROM {Previous} WHERE c."Seq" > @from)
        """;

    /// <summary>
    /// A subscriber's events in a range of sequence numbers: read backwards from the newest, since no index leads from
    /// a subscriber to the log, by one statement for any length of history.
    /// </summary>
    public const string Events =
        $"""WITH {Chain} SELECT {EventColumns} FROM "Chain" WHERE "Seq" <= @to ORDER BY "Seq" """;

    /// <summary>The same events, each with the evidence that may cover it.</summary>
    public const string History = $"""
        WITH {Chain} SELECT {EventColumnsOfE}, v."Position", v."Count", v."Salt", v."Content"
        FROM "Chain" e LEFT JOIN "Evidence" v ON v."Slot" = e."Slot"
            AND v."Position" = (SELECT MAX(w."Position") FROM "Evidence" w WHERE w."Slot" = e."Slot" AND w."Position" <= e."Position")
        WHERE e."Seq" <= @to ORDER BY e."Seq"
        """;

    /// <summary>
    /// Administrative events of one log since a time, read backwards from the newest as those of a subscriber are.
    /// </summary>
    public const string AdminEvents = $"""
        WITH RECURSIVE "Chain" AS (
            SELECT {EventColumns} FROM "LedgerEvents" WHERE "Slot" = @slot AND "Position" = @position UNION ALL
            SELECT {EventColumnsOfE} FROM {Previous} WHERE c."At" >= @since)
        SELECT {EventColumns} FROM "Chain" WHERE "At" >= @since ORDER BY "Seq" DESC
        """;
    public const string EventsFrom =
        $"""SELECT {EventColumns} FROM "LedgerEvents" WHERE "Slot" = @slot AND "Position" >= @position ORDER BY "Position" LIMIT @count""";

    public const string MailedLink = """
        SELECT "Kind", "SubscriberId", "FromSeq", "ToSeq", "ExpiresAt", "UsedAt", "OptInId", "AddressChangeId", "BrowserId", "AccountId" FROM "MailedLinks" WHERE "Hash" = @hash
        """;

    public const string HasLink = """SELECT 1 FROM "MailedLinks" WHERE "Hash" = @hash""";

    /// <summary>Everything that decides what a staff request may do, from one moment.</summary>
    public const string StaffAt = """
        SELECT a."Role", a."ActorId", a."Email", a."SecurityStamp", a."Language", s."EndsAt", s."Strong"
        FROM "StaffSessions" s JOIN "StaffAccounts" a ON a."Id" = s."AccountId" WHERE s."Id" = @session AND a."Id" = @account AND a."DismissedAt" IS NULL
        """;

    /// <summary>The first account exists before it has an address.</summary>
    public const string AnyStaff = """SELECT 1 FROM "StaffAccounts" WHERE "NormalizedEmail" IS NOT NULL LIMIT 1""";

    public const string InsertLink = """
        INSERT INTO "MailedLinks" ("Hash", "Kind", "SubscriberId", "FromSeq", "ToSeq", "ExpiresAt", "OptInId", "AddressChangeId", "BrowserId", "AccountId")
        VALUES (@hash, @kind, @subscriber, @from, @to, @expires, @optIn, @addressChange, @browser, @account)
        """;

    /// <summary>Keeps the undo of a page, unless that form was sent before.</summary>
    public const string KeepUndo = """
        INSERT INTO "MailedLinks" ("Hash", "Kind", "SubscriberId", "FromSeq", "ToSeq", "ExpiresAt")
        VALUES (@hash, @kind, @subscriber, @from, @to, @expires) ON CONFLICT DO NOTHING
        """;

    /// <summary>Uses a link, unless it was used already.</summary>
    public const string UseLink =
        """UPDATE "MailedLinks" SET "UsedAt" = @at WHERE "Hash" = @hash AND "UsedAt" IS NULL""";

    /// <summary>Invalidates an account's unused password links.</summary>
    public const string EndStaffLinks =
        """UPDATE "MailedLinks" SET "UsedAt" = @at WHERE "AccountId" = @account AND "UsedAt" IS NULL""";

    /// <summary>Whether a password link of that account is open.</summary>
    public const string StaffLinkWaits =
        """SELECT 1 FROM "MailedLinks" WHERE "AccountId" = @account AND "UsedAt" IS NULL AND "ExpiresAt" > @now""";
    public const string StaffByAddress =
        """SELECT "Id", "Language", "PasswordHash" IS NOT NULL FROM "StaffAccounts" WHERE "NormalizedEmail" = @address AND "DismissedAt" IS NULL""";

    public const string Categories = """SELECT "Key", "Order" FROM "Categories" """;
    public const string CategoryTexts = """SELECT "CategoryKey", "Language", "Name" FROM "CategoryTexts" """;
    public const string Topics =
        """SELECT "Number", "Key", "State", "Private", "Frequencies", "CategoryKey", "Order", "SingleOptIn" IS NOT NULL, "ProductFamily", "Sensitive", "CheckedTemplatesOnly", "SenderName", "SenderAddress", "MergedInto" FROM "Topics" """;
    public const string TopicTexts =
        """SELECT "TopicNumber", "Language", "Name", "Description", "HowOften", "Sample" FROM "TopicTexts" """;
    public const string Notices =
        """SELECT "Number", "TopicNumber", "Major", "Minor", "PublishedAt", "RenewBy", "Hash" FROM "Notices" ORDER BY "Number" """;

    /// <summary>Texts of the last version of each notice, which is the one in force.</summary>
    public const string NoticeTexts = """
        SELECT "NoticeNumber", "Language", "Html", "Hash" FROM "NoticeTexts" WHERE "NoticeNumber" IN (SELECT MAX("Number") FROM "Notices" GROUP BY "TopicNumber")
        """;
    public const string NoticeVersion =
        """SELECT "Number", "TopicNumber", "Major", "Minor", "PublishedAt", "RenewBy", "Hash" FROM "Notices" WHERE "Number" = @number""";
    public const string NoticeVersionTexts =
        """SELECT "NoticeNumber", "Language", "Html", "Hash" FROM "NoticeTexts" WHERE "NoticeNumber" = @number""";
    public const string Forms = """
        SELECT f."Key", f."Version", f."Published", f."Definition" FROM "Forms" f
        WHERE f."Version" = (SELECT MAX("Version") FROM "Forms" l WHERE l."Key" = f."Key") ORDER BY f."Key"
        """;
    public const string FormVersion =
        """SELECT "Key", "Version", "Published", "Definition", "Hash", "ChangedAt" FROM "Forms" WHERE "Key" = @key AND "Version" = @version""";
    public const string OptIn = """
        SELECT "AddressKey", "CreatedAt", "Content", "SettledAt", "SubscriberId", "FromSeq", "ToSeq" FROM "OptIns" WHERE "Id" = @id
        """;
    public const string OptInsOf =
        """SELECT "Content", "CreatedAt", "Id" FROM "OptIns" WHERE "AddressKey" = @address""";
    public const string InsertOptIn =
        """INSERT INTO "OptIns" ("Id", "AddressKey", "CreatedAt", "Content", "FromSeq", "ToSeq") VALUES (@id, @address, @at, @content, 0, 0) ON CONFLICT DO NOTHING""";

    /// <summary>Removes the typed data; the answer and its events stay, for a second click.</summary>
    public const string SettleOptIn = """
        UPDATE "OptIns" SET "AddressKey" = NULL, "Content" = NULL, "SettledAt" = @at, "SubscriberId" = @subscriber, "FromSeq" = @from, "ToSeq" = @to WHERE "Id" = @id
        """;
    public const string Rename = """UPDATE "Subscribers" SET "Name" = @name WHERE "Id" = @id""";
    public const string LiftSuppression = """DELETE FROM "Suppressions" WHERE "KeyedHash" = @hash""";
    public const string ControllerNamed = """SELECT "Number" FROM "Controllers" WHERE "Name" = @name""";
    public const string ActorNamed = """SELECT "Id" FROM "Actors" WHERE "Kind" = @kind AND "Name" = @name""";

    public const string ControllerNumbered = """SELECT "Name" FROM "Controllers" WHERE "Number" = @number""";
    public const string ActorById = """SELECT "Name" FROM "Actors" WHERE "Id" = @id""";

    public const string AdminVersion = """SELECT COALESCE(SUM("HouseSeq"), 0) FROM "LogHeads" """;

    /// <summary>
    /// What open pages of the console follow: administrative events, drafts, checks of templates, and the erasures that are not over. An erasure
    /// settles later than those before it, so one that comes as another ends is seen too.
    /// </summary>
    public const string ConsoleState = """
        SELECT (SELECT COALESCE(SUM("HouseSeq"), 0) FROM "LogHeads"), COUNT(*), COUNT("CleanedAt"), COALESCE(MAX("SettlesAt"), 0),
            (SELECT COUNT(*) FROM "CatalogueDrafts"), (SELECT COALESCE(MAX("EditedAt"), 0) FROM "CatalogueDrafts"),
            (SELECT COALESCE(MAX("CheckedAt"), 0) FROM "Templates")
        FROM "Erasures"
        """;

    public const string Slots = """SELECT "Slot" FROM "LogHeads" ORDER BY "Slot" """;
    public const string Frontiers = """SELECT "Slot", "Frontier" FROM "LogHeads" ORDER BY "Slot" """;

    /// <summary>The keyed hashes of all erased ids.</summary>
    public const string ErasedIds = """SELECT "KeyedHash" FROM "ErasedIds" """;

    /// <summary>The suppression list: keyed hashes of addresses, each with the id of its key.</summary>
    public const string SuppressedAddresses = """SELECT "KeyedHash", "KeyId" FROM "Suppressions" """;

    /// <summary>The next slot with any rows: a log must not disappear with the row of its head.</summary>
    public const string NextSlot = """
        SELECT MIN("Slot") FROM (
            SELECT MIN("Slot") AS "Slot" FROM "LogHeads" WHERE "Slot" > @after UNION ALL
            SELECT MIN("Slot") FROM "LedgerEvents" WHERE "Slot" > @after UNION ALL
            SELECT MIN("Slot") FROM "Seals" WHERE "Slot" > @after UNION ALL
            SELECT MIN("Slot") FROM "LogNodes" WHERE "Slot" > @after UNION ALL
            SELECT MIN("Slot") FROM "Evidence" WHERE "Slot" > @after) AS "Found"
        """;
    public const string Head =
        """SELECT "Batch", "Frontier", "HouseSeq", "HousePosition" FROM "LogHeads" WHERE "Slot" = @slot""";
    public const string Frontier = """SELECT "Frontier" FROM "LogHeads" WHERE "Slot" = @slot""";
    public const string NodesFrom =
        """SELECT "Hash" FROM "LogNodes" WHERE "Slot" = @slot AND "Level" = @level AND "Index" >= @first ORDER BY "Index" LIMIT @count""";
    public const string NodesOf = """SELECT "Level", "Index", "Hash" FROM "LogNodes" WHERE "Slot" = @slot""";
    public const string EvidenceFrom =
        """SELECT "Position", "Count", "Salt", "Content" FROM "Evidence" WHERE "Slot" = @slot AND "Position" >= @position ORDER BY "Position" LIMIT @count""";
    public const string SealsFrom =
        """SELECT "Batch", "Size", "Root", "Others" FROM "Seals" WHERE "Slot" = @slot AND "Batch" >= @batch ORDER BY "Batch" LIMIT @count""";
    public const string LastSeal =
        """SELECT "Size", "Root" FROM "Seals" WHERE "Slot" = @slot ORDER BY "Batch" DESC LIMIT 1""";
    public const string BatchAt = """SELECT MIN("Batch") FROM "Seals" WHERE "Slot" = @slot AND "Size" >= @size""";
    public const string SubscribersAfter =
        """SELECT "Id" FROM "Subscribers" WHERE "Id" > @last ORDER BY "Id" LIMIT 1000""";

    /// <summary>
    /// A page of a topic's subscribers, ordered by id, with the choices that the gate checks: one row per choice.
    /// </summary>
    public static readonly string AudiencePage = Invariant(
        $"""
        SELECT s."Id", s."PublicId", s."Address", s."AddressKey", s."Name", s."Language", c."Aspect", c."Value", c."Wish", c."GrantNotice", c."GrantBasis", c."GrantKind"
        FROM (SELECT "SubscriberId" FROM "Choices" WHERE "Aspect" = @topic AND "SubscriberId" > @last ORDER BY "SubscriberId" LIMIT @count) p
        JOIN "Subscribers" s ON s."Id" = p."SubscriberId"
        JOIN "Choices" c ON c."SubscriberId" = p."SubscriberId" AND (c."Aspect" <= {Aspect.Everything} OR c."Aspect" = @topic)
        ORDER BY s."Id"
        """
    );
    public const string IsSuppressed = """SELECT 1 FROM "Suppressions" WHERE "KeyedHash" = @hash""";
    public const string Suppression = """SELECT "KeyId", "Reason" FROM "Suppressions" WHERE "KeyedHash" = @hash""";
    public const string AnySuppressed = """SELECT 1 FROM "Suppressions" LIMIT 1""";

    /// <summary>
    /// Reasons for leaving. A reason is a change of one event, so its evidence, unless erased, is at the same position.
    /// </summary>
    public const string ReasonsGiven = """
        SELECT e."Value", e."Refers", e."At", v."Content" FROM "LedgerEvents" e
        LEFT JOIN "Evidence" v ON v."Slot" = e."Slot" AND v."Position" = e."Position"
        WHERE e."Kind" = @kind ORDER BY e."Slot", e."Position"
        """;

    /// <summary>All events of subscribers, in the order of the logs.</summary>
    public const string PersonEvents = $"""
        SELECT {EventColumns} FROM "LedgerEvents" WHERE "Kind" < @house ORDER BY "Slot", "Position"
        """;

    /// <summary>Ledger ids and public ids of all subscribers: no index leads from one to the other.</summary>
    public const string PublicIds = """SELECT "PublicId" FROM "Subscribers" """;
    public const string LedgerIds = """SELECT "LedgerId", "PublicId" FROM "Subscribers" """;
    public const string IsUnclaimed = """SELECT 1 FROM "UnclaimedLeaves" WHERE "PublicId" = @id AND "Scope" = @scope""";
    public const string UnclaimedSince =
        """SELECT "PublicId", "Scope", "At" FROM "UnclaimedLeaves" WHERE "At" >= @since""";

    public const string EvidenceAt =
        """SELECT "Content" FROM "Evidence" WHERE "Slot" = @slot AND "Position" = @position""";

    public const string CountSubscribers = """SELECT COUNT(*) FROM "Subscribers" """;
    public const string AnyoneOutside = """SELECT 1 FROM "Subscribers" WHERE "AddressKey" NOT LIKE @pattern LIMIT 1""";

    public const string AnyDemoPerson =
        """SELECT 1 FROM "Subscribers" WHERE "PublicId" BETWEEN @first AND @last LIMIT 1""";
    public const string AnyDemoAccount =
        """SELECT 1 FROM "StaffAccounts" WHERE "Id" BETWEEN @first AND @last OR "NormalizedEmail" IN (@owner, @privacy, @marketing, @auditor) LIMIT 1""";

    public const string LimitUntil = """SELECT "Until" FROM "RateLimits" WHERE "Key" = @key""";
    public const string DeleteEvidence = """DELETE FROM "Evidence" WHERE "Slot" = @slot AND "Position" = @position""";

    public static readonly string OldestDue = Invariant(
        $"""SELECT MIN("DueAt") FROM "Outbox" WHERE "State" = {(int)MailState.Waiting}"""
    );

    /// <summary>
    /// The stored time of a grant: null where the grant was the last event on the choice, whose time then applies.
    /// </summary>
    public static DateTimeOffset? GrantAt(Choice choice) =>
        choice.Grant is { } grant && grant.Seq != choice.Touched ? grant.At : null;

    public static LedgerEventRow ReadEvent(DbDataReader row) =>
        new()
        {
            Slot = ReadInt32(row, 0),
            Position = row.GetInt64(1),
            LedgerId = ReadGuid(row, 2),
            Seq = row.GetInt64(3),
            Kind = (EventKind)ReadByte(row, 4),
            Aspect = row.GetInt64(5),
            Value = row.GetInt64(6),
            Before = row.GetInt64(7),
            Refers = row.GetInt64(8),
            Channel = (Channel)ReadByte(row, 9),
            ActorKind = (ActorKind)ReadByte(row, 10),
            ActorId = ReadGuid(row, 11),
            Basis = (LawfulBasis)ReadByte(row, 12),
            Controller = ReadInt32(row, 13),
            Notice = ReadInt32(row, 14),
            At = ReadInstant(row, 15),
            PrevSlot = ReadInt32(row, 16),
            PrevPosition = row.GetInt64(17),
            Commitment = row.GetFieldValue<byte[]>(18),
        };

    public static MailedLinkRow ReadMailedLink(DbDataReader row, byte[] hash) =>
        new()
        {
            Hash = hash,
            Kind = (MailedLinkKind)ReadByte(row, 0),
            SubscriberId = row.GetInt64(1),
            FromSeq = row.GetInt64(2),
            ToSeq = row.GetInt64(3),
            ExpiresAt = row.IsDBNull(4) ? null : ReadInstant(row, 4),
            UsedAt = row.IsDBNull(5) ? null : ReadInstant(row, 5),
            OptInId = ReadGuidOrNull(row, 6),
            AddressChangeId = ReadGuidOrNull(row, 7),
            BrowserId = ReadGuidOrNull(row, 8),
            AccountId = ReadGuidOrNull(row, 9),
        };

    public static OptInRow ReadOptIn(DbDataReader row, Guid id) =>
        new()
        {
            Id = id,
            AddressKey = row.IsDBNull(0) ? null : row.GetString(0),
            CreatedAt = ReadInstant(row, 1),
            Content = row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2),
            SettledAt = row.IsDBNull(3) ? null : ReadInstant(row, 3),
            SubscriberId = row.IsDBNull(4) ? null : row.GetInt64(4),
            FromSeq = row.GetInt64(5),
            ToSeq = row.GetInt64(6),
        };

    public static Guid ReadGuid(DbDataReader row, int column) =>
        new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    public static Guid? ReadGuidOrNull(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : ReadGuid(row, column);

    // Drivers drop bits that do not fit: a damaged number would read as the one that was sealed.
    public static int ReadInt32(DbDataReader row, int column) => checked((int)row.GetInt64(column));

    public static byte ReadByte(DbDataReader row, int column) => checked((byte)row.GetInt64(column));

    public static DateTimeOffset ReadInstant(DbDataReader row, int column) =>
        Instant.FromMicroseconds(row.GetInt64(column));
}
