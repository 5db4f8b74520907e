using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// Stores one leave as one unit of work: read, change, save. Leaves run one at a time, because each needs the chain's
/// head that the one before it wrote.
/// </summary>
internal sealed class GateLeave(IDbContextFactory<GateContext> contexts, GatePlace place, TimeProvider clock)
    : IDisposable
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("""{"ip":"127.0.0.0","link":"1/1790000000"}""");
    private readonly SemaphoreSlim gate = new(1);

    public async Task RunAsync(SignedLink link)
    {
        await using var context = await contexts.CreateDbContextAsync();
        if (place.Provider == DatabaseProvider.PostgreSql)
            await LeaveUnderLockAsync(context, link);
        else
            await LeaveBehindGateAsync(context, link);
    }

    private async Task LeaveBehindGateAsync(GateContext context, SignedLink link)
    {
        await gate.WaitAsync();
        try
        {
            var (person, choice) = await ReadAsync(context, link);
            Leave(
                context,
                person,
                choice,
                await context.Heads.SingleAsync(),
                clock.GetUtcNow().ToUnixTimeMilliseconds()
            );
            await context.SaveChangesAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    // The lock is held to the end of the commit: the next leave must see the hash of this event.
    private async Task LeaveUnderLockAsync(GateContext context, SignedLink link)
    {
        await using var transaction = await context.Database.BeginTransactionAsync();
        var (person, choice) = await ReadAsync(context, link);
        var head = await context
            .Heads.FromSql($"""SELECT * FROM gate."Heads" WHERE "Id" = 1 FOR UPDATE""")
            .AsAsyncEnumerable()
            .SingleAsync();
        Leave(context, person, choice, head, clock.GetUtcNow().ToUnixTimeMilliseconds());
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private static async Task<(GatePerson, GateChoice)> ReadAsync(GateContext context, SignedLink link)
    {
        var publicId = link.Subscriber.ToByteArray(bigEndian: true);
        var person = await context.People.SingleAsync(p => p.PublicId == publicId);
        return (person, await context.Choices.SingleAsync(c => c.PersonId == person.Id && c.Topic == link.Scope));
    }

    public void Dispose() => gate.Dispose();

    private static void Leave(GateContext context, GatePerson person, GateChoice choice, GateHead head, long now)
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        var commitment = HMACSHA256.HashData(salt, Content);
        var e = new GateEvent
        {
            Position = head.Size++,
            LedgerId = person.LedgerId,
            Seq = ++person.LastSeq,
            Kind = 2,
            Topic = choice.Topic,
            Value = 0,
            Before = choice.Value,
            Channel = 1,
            At = now,
            Commitment = commitment,
            Hash = SHA256.HashData([.. head.Hash, .. person.LedgerId, .. commitment]),
            Evidence = new GateEvidence { Salt = salt, Content = Content },
        };
        head.Hash = e.Hash;
        (choice.Value, choice.Touched, choice.TouchedAt, choice.LeftAt) = (0, e.Seq, now, now);
        context.Events.Add(e);
        context.Outbox.Add(
            new GateOutbox
            {
                PersonId = person.Id,
                Kind = 1,
                FromSeq = e.Seq,
                CreatedAt = now,
                DueAt = now + 120_000,
            }
        );
    }
}
