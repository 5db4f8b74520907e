using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Cli.Demo;
using PreferenceCenter.Tests.Http;
using Xunit;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Class fixture: a centre whose console pages all have content: subscribers, failed mails, a privacy request.
/// </summary>
public sealed class ConsoleCenter : IAsyncLifetime
{
    internal WebCenter Center { get; private set; } = null!;

    /// <summary>Subscriber who gets mails and has a pending request, and stays so.</summary>
    internal Subscriber Person { get; private set; } = null!;

    /// <summary>Another such subscriber, who will leave.</summary>
    internal Subscriber Leaver { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Center = await ConsoleJourney.CenterAsync();
        await FillAsync(Center);
        (Person, Leaver) = Waiting(Center) is [var one, var other] ? (one, other) : throw new InvalidDataException();
    }

    public ValueTask DisposeAsync() => Center.DisposeAsync();

    private static async Task FillAsync(WebCenter center)
    {
        await center.Get<DemoSeed>().SeedAsync(30, null, CancellationToken.None);
        await using var data = center.Get<Database>().CreateContext();
        var now = center.Now;
        foreach (
            var (state, why) in new[]
            {
                (MailState.Dead, "550 5.1.1 no such user here"),
                (MailState.Uncertain, "The connection was cut after the content went out."),
                (MailState.Waiting, null),
            }
        )
        {
            var id = RandomId.New();
            data.Insert(
                new OutboxRow
                {
                    MessageId = id,
                    Kind = MailKind.MyLink,
                    Address = "anna@people.example",
                    Language = "en",
                    CreatedAt = now,
                    DueAt = now,
                }
            );
            data.Run(
                """UPDATE "Outbox" SET "State" = @state, "Attempts" = 4, "LastError" = @why WHERE "MessageId" = @id""",
                ("@state", (long)state),
                ("@why", why),
                ("@id", id)
            );
        }
        foreach (
            var (person, reference) in Waiting(center).Zip(["0123456789abcdefghjkmnpqrs", "1123456789abcdefghjkmnpqrs"])
        )
            data.Requests.Add(
                new PrivacyRequestRow
                {
                    Id = RandomId.New(),
                    Reference = reference,
                    Number = reference[0] - '0' + 1,
                    Kind = PrivacyRequestKind.Erasure,
                    State = PrivacyRequestState.Open,
                    ReceivedAt = now.AddDays(-28),
                    LegalUntil = now.AddDays(3),
                    DueUntil = now.AddDays(3),
                    SubscriberId = person.Id,
                }
            );
        await data.SaveChangesAsync(CancellationToken.None);
    }

    private static Subscriber[] Waiting(WebCenter center)
    {
        using var data = center.Get<Database>().CreateContext();
        return
        [
            .. data
                .Subscribers.OrderBy(s => s.Id)
                .AsEnumerable()
                .Where(s =>
                    center.Get<SubscriberReader>().Find(PersonKey.Of(s.Id))!.State is { Stopped: false } state
                    && state.Topics.Any(t => t.On)
                )
                .Take(2),
        ];
    }
}
