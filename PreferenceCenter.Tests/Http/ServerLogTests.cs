using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests PostgreSQL's own log, which its operator may have to show to others: whatever the program asks and whatever
/// fails, no line names a person.
/// </summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class ServerLogTests
{
    private const string Canary = "canary-90d2e4";

    [Fact]
    [Trait("Requirement", "SEC-07")]
    public async Task No_line_holds_an_address_or_a_token()
    {
        await using var center = await WebCenter.StartAsync();
        var person = await center.SubscribeAsync(
            $"{Canary}@people.example",
            [WebCenter.News, WebCenter.Offers],
            name: Canary
        );
        var links = await center.LinksOfEveryKindAsync(person);
        foreach (var (kind, token) in links)
        {
            await center.Browser.GetAsync($"/{kind}/{token}");
            await center.Browser.PostAsync(
                $"/{kind}/{token}",
                ("action", "save"),
                ("reason", "other"),
                ("comment", Canary)
            );
        }
        for (var i = 0; i < 7; i++)
            await center.Browser.PostAsync("/link", ("email", $"{Canary}@people.example"));
        await center.Browser.PostAsync("/link", ("email", $"{Canary}.nobody@people.example"));
        await center.Browser.PostAsync(center.UnsubscribePath(person), ("List-Unsubscribe", "One-Click"));
        await RaceAsync(center);
        await PoisonAsync(center);

        var log = await File.ReadAllLinesAsync(
            (await PostgresCluster.SharedAsync()).LogFile,
            TestContext.Current.CancellationToken
        );
        // It does report the error and its statement.
        Assert.Contains(log, line => line.Contains("poisoned", StringComparison.Ordinal));
        Assert.Contains(log, line => line.Contains("STATEMENT:", StringComparison.Ordinal));
        foreach (var secret in links.Select(link => link.Token).Append(Canary))
            Assert.DoesNotContain(log, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        // No value of a person under another name either.
        Assert.DoesNotContain(
            log,
            line =>
                line.Contains("(AddressKey)", StringComparison.Ordinal)
                || line.Contains("\"AddressKey\")=", StringComparison.Ordinal)
        );
    }

    // Two nodes register the same people at the same moment.
    private static async Task RaceAsync(WebCenter center)
    {
        using var database = center.Stored.Open();
        using var other = new ChangeWriter(
            database,
            center.Get<LedgerSettings>(),
            center.Clock,
            center.Get<LedgerMetrics>(),
            Microsoft.Extensions.Logging.Abstractions.NullLogger<ChangeWriter>.Instance
        );
        await using var working = await RunningWriter.StartAsync(other, TestContext.Current.CancellationToken);
        ChangeWriter[] writers = [center.Get<ChangeWriter>(), other];
        for (var round = 0; round < 10; round++)
        {
            var id = RandomId.New();
            await Task.WhenAll(
                Enumerable
                    .Range(0, 10)
                    .SelectMany(i =>
                        writers.Select(w =>
                            w.SubmitAsync(
                                Registration(center, $"{Canary}.{round}.{i}@people.example", i == 0 ? id : null)
                            )
                        )
                    )
            );
            // Another address under an id that is already used.
            await Task.WhenAll(
                writers.Select(
                    (w, i) =>
                        Record
                            .ExceptionAsync(() =>
                                w.SubmitAsync(Registration(center, $"{Canary}.{round}.again{i}@people.example", id))
                            )
                            .AsTask()
                )
            );
        }
    }

    private static PersonChange Registration(WebCenter center, string address, Guid? id)
    {
        var parsed = EmailAddress.TryParse(address)!;
        return new PersonChange(
            PersonKey.Of(parsed),
            new PreferenceCenter.Domain.Assert(new Dictionary<long, long> { [WebCenter.News] = (long)Frequency.Every }),
            new Act(
                Channel.Import,
                new Actor(ActorKind.Operator, RandomId.New()),
                center.Now,
                LawfulBasis.Consent,
                1,
                0
            ),
            new Evidence
            {
                Source = "shop",
                Grade = "A",
                Address = address,
            }
        )
        {
            Register = new Registration(parsed, "en", Canary, id),
            Notify = false,
        };
    }

    private static async Task PoisonAsync(WebCenter center)
    {
        var person = await center.SubscribeAsync($"{Canary}.poisoned@people.example", [WebCenter.News], name: Canary);
        using (var raw = center.Raw())
            raw.Poison(center.Find(person).Subscriber.Id);
        Assert.Equal(
            500,
            (await center.Browser.PostAsync(center.UnsubscribePath(person), ("List-Unsubscribe", "One-Click"))).Status
        );
    }
}
