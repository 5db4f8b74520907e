using System.Collections.Concurrent;
using MimeKit;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Mail.Dispatch;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests a killed server: every leave answered with 200 is on disk, whatever happens to the process next, and is
/// confirmed by mail.
/// </summary>
[Trait("Requirement", "SEC-16")]
public sealed class KilledServerTests : IDisposable
{
    private const int AtATime = 200;
    private static readonly int Times = LongTests.Rounds(usual: 2, inLongTests: 10);
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [DatabaseFact]
    public async Task Killed_amid_two_hundred_leaves_time_and_again_every_acknowledged_leave_is_kept_once_and_told()
    {
        var people = await SubscribeAsync(AtATime * Times);
        var acknowledged = new ConcurrentBag<Person>();
        for (var (round, random) = (0, new Random(7)); round < Times; round++)
        {
            await using var server = await ServingProcess.StartAsync(directory, Cancel, "Mail:CoalesceFor=00:00:00");
            await LeaveAsync(
                server,
                [.. people.Skip(round * AtATime).Take(AtATime)],
                random.Next(1, AtATime / 2),
                acknowledged
            );
        }
        Assert.InRange(acknowledged.Count, Times, AtATime * Times - 1);

        await using var center = await WebCenter.StartAsync(directory: directory);
        Assert.Null(center.Get<LedgerVerifier>().Verify([], null, Cancel).Bad);
        var differences = new List<string>();
        center.Get<StateRebuild>().Check((person, what) => differences.Add($"{person} {what}"), null, Cancel);
        Assert.Empty(differences);
        Assert.All(acknowledged, person => Assert.Single(center.EventsOf(person), e => e.Kind == EventKind.Stopped));
        await AssertConfirmedAsync(center, [.. people.Where(p => center.StateOf(p).Stopped)]);
    }

    [DatabaseFact]
    public async Task Asked_to_stop_amid_leaves_it_finishes_what_it_has_and_refuses_the_rest()
    {
        var people = await SubscribeAsync(AtATime);
        await using var server = await ServingProcess.StartAsync(directory, Cancel);
        var acknowledged = new ConcurrentBag<Person>();
        var stopped = Task.FromResult(-1);
        using (var http = Http(server))
            await Task.WhenAll(
                people.Select(
                    async (person, i) =>
                    {
                        if (i == 20)
                            stopped = server.StopAsync(Cancel);
                        if (await IsToldAsync(http, person))
                            acknowledged.Add(person);
                    }
                )
            );
        Assert.Equal(0, await stopped);
        await using var center = await WebCenter.StartAsync(directory: directory);
        Assert.All(acknowledged, person => Assert.True(center.StateOf(person).Stopped));
        // No subscriber has left whose request was answered otherwise or not at all.
        Assert.Equal(acknowledged.Count, people.Count(person => center.StateOf(person).Stopped));
    }

    private async Task<IReadOnlyList<Person>> SubscribeAsync(int count)
    {
        await WebCenter.PrepareInAsync(directory);
        await using var center = await WebCenter.StartAsync(directory: directory);
        return await Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(i => center.SubscribeAsync($"p{i}@people.example", [WebCenter.News, WebCenter.Events]))
        );
    }

    private static async Task LeaveAsync(
        ServingProcess server,
        IReadOnlyList<Person> people,
        int killAfter,
        ConcurrentBag<Person> acknowledged
    )
    {
        using var http = Http(server);
        var (count, killed) = (0, Task.CompletedTask);
        await Task.WhenAll(
            people.Select(async person =>
            {
                if (!await IsToldAsync(http, person))
                    return;
                acknowledged.Add(person);
                if (Interlocked.Increment(ref count) == killAfter)
                    killed = server.KillAsync();
            })
        );
        await killed;
    }

    private static HttpClient Http(ServingProcess server) =>
        new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Address };

    private static async Task<bool> IsToldAsync(HttpClient http, Person person)
    {
        try
        {
            using var answer = await http.PostAsync(
                new Uri(WebCenter.UnsubscribePathOf(person), UriKind.Relative),
                Browser.Encode(("List-Unsubscribe", "One-Click")),
                Cancel
            );
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // Rows claimed by a killed process are free when their lease ends.
    private async Task AssertConfirmedAsync(WebCenter center, IReadOnlyList<Person> left)
    {
        center.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddDays(1));
        while (await center.Get<MailDispatcher>().SendDueAsync(Cancel) > 0) { }
        var mails = Directory
            .EnumerateFiles(Path.Combine(directory, "data", "mail"), "*.eml")
            .Select(file => MimeMessage.Load(file, Cancel))
            .ToLookup(mail => mail.To.Mailboxes.Single().Address, mail => mail.MessageId);
        // A mail may be sent twice if the process died before it recorded the sending; both copies have the same id.
        Assert.All(left, person => Assert.Single(mails[person.Address].Distinct()));
        Assert.Equal(
            left.Select(p => p.Address).Order(),
            mails.Select(m => m.Key).Where(a => a.EndsWith("@people.example", StringComparison.Ordinal)).Order()
        );
        using var context = center.Get<Database>().CreateContext();
        Assert.All(context.Outbox.ToArray(), row => Assert.Equal(MailState.Sent, row.State));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
