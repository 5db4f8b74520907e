using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Data;

/// <summary>
/// Migrates a database in which one column had several meanings, with a row of each, and finds each in its own column.
/// </summary>
public sealed class OwnColumnsTests
{
    private static readonly DateTimeOffset At = TestCenter.Start;

    [DatabaseFact]
    public async Task The_object_of_a_link_has_a_column_for_each_kind() =>
        await MigratedAsync(
            raw =>
            {
                foreach (var kind in (byte[])[1, 3, 6, 7, 8, 20])
                    raw.Run(
                        """INSERT INTO "MailedLinks" ("Hash", "Kind", "SubscriberId", "FromSeq", "ToSeq", "OptInId") VALUES (@p0, @p1, 1, 2, 3, @p2)""",
                        new byte[] { kind },
                        (long)kind,
                        kind == 1 ? null : Bytes(IdOf(kind))
                    );
            },
            context =>
            {
                var links = context.MailedLinks.ToDictionary(l => l.Kind);
                Assert.All(links.Values, l => Assert.Equal((1L, 2L, 3L), (l.SubscriberId, l.FromSeq, l.ToSeq)));
                Assert.Equal(
                    [
                        (MailedLinkKind.Choices, null, null, null, null),
                        (MailedLinkKind.Identity, null, null, IdOf(3), null),
                        (MailedLinkKind.OptIn, IdOf(6), null, null, null),
                        (MailedLinkKind.NewAddress, null, IdOf(7), null, null),
                        (MailedLinkKind.WayBack, null, IdOf(8), null, null),
                        (MailedLinkKind.StaffPassword, null, null, null, IdOf(20)),
                    ],
                    links
                        .Values.OrderBy(l => l.Kind)
                        .Select(l => (l.Kind, l.OptInId, l.AddressChangeId, l.BrowserId, l.AccountId))
                );
            }
        );

    [DatabaseFact]
    public async Task A_mail_names_its_browser_and_the_act_of_staff() =>
        await MigratedAsync(
            raw =>
            {
                Mail(raw, MailKind.Changes, 1, fromSeq: 5, onceKey: null);
                Mail(raw, MailKind.Identity, 2, fromSeq: 0, $"identity:{IdOf(9):N}:{IdOf(2):N}");
                Mail(raw, MailKind.Identity, 3, fromSeq: 0, $"identity:{IdOf(9):N}:{IdOf(3):N}", forgotten: true);
                Mail(raw, MailKind.StaffInvitation, 4, fromSeq: (long)StaffAct.Reset, onceKey: null);
                Mail(raw, MailKind.StaffInvitation, 5, fromSeq: 0, onceKey: null, forgotten: true);
                Mail(raw, MailKind.RequestReceived, 6, fromSeq: 0, $"request:{IdOf(6):N}");
            },
            context =>
                Assert.Equal(
                    [
                        (IdOf(1), 5, null, null, null),
                        (IdOf(2), 0, $"identity:{IdOf(2):N}", IdOf(9), null),
                        (IdOf(3), 0, $"identity:{IdOf(3):N}", null, null),
                        (IdOf(4), 0, null, null, StaffAct.Reset),
                        (IdOf(5), 0, null, null, null),
                        (IdOf(6), 0, $"request:{IdOf(6):N}", null, null),
                    ],
                    context
                        .Outbox.AsEnumerable()
                        .Select(o => (o.MessageId, o.FromSeq, o.OnceKey, o.BrowserId, o.StaffAct))
                        .OrderBy(o => o.MessageId)
                )
        );

    [DatabaseFact]
    public async Task A_notice_to_all_says_so() =>
        await MigratedAsync(
            raw =>
            {
                foreach (var (id, recipient) in new[] { (1, ""), (2, "crm") })
                    raw.Run(
                        """INSERT INTO "RecipientNotices" ("Id", "Recipient", "Kind", "PublicId", "At") VALUES (@p0, @p1, 4, @p2, 7)""",
                        Bytes(IdOf(id)),
                        recipient,
                        Bytes(IdOf(id + 10))
                    );
            },
            context =>
                Assert.Equal(
                    [(IdOf(1), null, true, IdOf(11)), (IdOf(2), "crm", false, IdOf(12))],
                    context
                        .RecipientNotices.AsEnumerable()
                        .Select(n => (n.Id, n.Recipient, n.ToAll, n.PublicId))
                        .OrderBy(n => n.Id)
                )
        );

    private static void Mail(
        RawDatabase raw,
        MailKind kind,
        int id,
        long fromSeq,
        string? onceKey,
        bool forgotten = false
    ) =>
        raw.Run(
            """INSERT INTO "Outbox" ("MessageId", "Kind", "State", "FromSeq", "ToSeq", "CreatedAt", "DueAt", "Attempts", "OnceKey", "ForgottenAt") VALUES (@p0, @p1, 0, @p2, 0, 7, 7, 0, @p3, @p4)""",
            Bytes(IdOf(id)),
            (long)kind,
            fromSeq,
            onceKey,
            forgotten ? Instant.ToMicroseconds(At) : null
        );

    private static async Task MigratedAsync(Action<RawDatabase> before, Action<CenterContext> after)
    {
        var cancel = TestContext.Current.CancellationToken;
        var directory = Directory.CreateTempSubdirectory("preference-center-");
        await using (var blank = await TestDatabase.BlankAsync(directory.FullName, TestDatabase.Wanted))
        using (var database = blank.Open())
        {
            await using (var context = database.CreateContext())
                await context
                    .GetService<IMigrator>()
                    .MigrateAsync(
                        context
                            .Database.GetMigrations()
                            .Single(m => m.EndsWith("_WorkRecords", StringComparison.Ordinal)),
                        cancel
                    );
            using (var raw = blank.Raw())
                before(raw);
            await database.MigrateAsync(cancel);
            await using (var context = database.CreateContext())
                after(context);
        }
        directory.Delete(recursive: true);
    }

    private static Guid IdOf(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 7]);

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);
}
