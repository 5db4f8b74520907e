using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Subscriptions.SignUps;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// The last ninety days of the demo's forms: who signed up, who confirmed, and what they did since: some pause, some
/// leave and say why.
/// </summary>
internal sealed class DemoSignUps(
    Database database,
    ChangeWriter writer,
    CatalogueSnapshot catalogue,
    int controller,
    DemoOutbox outbox
)
{
    private const int Count = 260,
        First = 2_000_000,
        Days = 90;

    private sealed record Newcomer(SignUpForm Form, DateTimeOffset At, Random Random)
    {
        public PersonKey Key => PersonKey.Of(Form.Address);
    }

    public async Task SeedAsync(DateTimeOffset end, CancellationToken cancel)
    {
        Newcomer[] all = [.. Enumerable.Range(0, Count).Select(i => NewcomerOf(i, end))];
        await Task.WhenAll(
            all.Select(one => writer.DoAsync(new SignUp(one.Form, ByPerson(Channel.Form, one.At), Single(one.Form))))
        );
        cancel.ThrowIfCancellationRequested();
        var waiting = await WaitingAsync(cancel);
        var failed = all[^7].Form.Address.Key;
        outbox.Settle(
            end,
            mail =>
                waiting[failed].Any(o => o.Id == mail.MessageId)
                    ? (MailState.Dead, "552 5.2.2 The mailbox is full")
                    : null
        );
        await Task.WhenAll(
            all.Where(one => one.Form.Address.Key != failed && one.Random.Next(100) < 74)
                .Select(one => LiveAsync(one, waiting, end))
        );
    }

    private Newcomer NewcomerOf(int number, DateTimeOffset end)
    {
        var random = new Random(First + number);
        var (address, name, language) = DemoNames.Of(First + number);
        var forms = catalogue
            .Forms.Values.Where(f => f.Published)
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .ToArray();
        var form = forms[random.Next(3) == 0 ? forms.Length - 1 : 0];
        string[] keys = [.. form.Definition.Topics.Where(key => catalogue.ByKey[key].Topic.Open)];
        random.Shuffle(keys);
        OptInTopic[] topics =
        [
            .. keys.Take(random.Next(1, keys.Length + 1))
                .Select(key => catalogue.ByKey[key])
                .OrderBy(t => t.Number)
                .Select(t => new OptInTopic(
                    t.Number,
                    t.Key,
                    t.Topic.Frequencies.Count > 1 && random.Next(3) == 0 ? t.Topic.Frequencies.Min() : t.Topic.Default,
                    t.Notice!.Number
                )),
        ];
        // More of them lately, and on some days more than on others.
        var day = Days * (1 - Math.Sqrt(random.NextDouble()));
        return new Newcomer(
            new SignUpForm(
                address,
                form.Definition.AsksName ? name : null,
                language,
                topics,
                new Evidence
                {
                    Address = address.Typed,
                    Ip = "203.0.113.0/24",
                    UserAgent = "Mozilla/5.0",
                    Language = language,
                    Method = "checkbox",
                    Form = form.Key,
                    FormVersion = form.Version,
                    Page = "https://northwind.example/newsletter",
                    SiteNotice = catalogue.SiteNotice!.Number,
                },
                form.Key,
                "",
                Invariant($"2001:db8:{number:x}::/48")
            ),
            end.AddHours(-3).AddDays(-day),
            random
        );
    }

    private HashSet<long> Single(SignUpForm form) =>
        [.. form.Topics.Select(t => t.Number).Where(t => catalogue.ByNumber[t].Topic.SingleOptIn)];

    private async Task<ILookup<string, (Guid Id, byte[] Content)>> WaitingAsync(CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        var rows = await context
            .OptIns.AsNoTracking()
            .Where(o => o.AddressKey != null && o.Content != null)
            .Select(o => new
            {
                o.AddressKey,
                o.Id,
                o.Content,
            })
            .ToListAsync(cancel);
        return rows.ToLookup(o => o.AddressKey!, o => (o.Id, o.Content!), StringComparer.Ordinal);
    }

    private async Task LiveAsync(Newcomer one, ILookup<string, (Guid Id, byte[] Content)> waiting, DateTimeOffset end)
    {
        var confirmedAt = one.At.AddMinutes(one.Random.Next(1, 150));
        foreach (var (id, content) in waiting[one.Form.Address.Key])
            await writer.DoAsync(
                new OptInAnswer(
                    id,
                    PendingOptIn.Parse(content),
                    one.Form.Address,
                    confirms: true,
                    ByPerson(Channel.ConfirmLink, confirmedAt),
                    Proof(one) with
                    {
                        Method = "confirmation mail",
                        SiteNotice = catalogue.SiteNotice!.Number,
                    },
                    // Of an email that nobody got.
                    RandomId.New().ToByteArray(),
                    topic => catalogue.ByNumber[topic].Topic.Open
                )
            );
        var later = confirmedAt + (end - confirmedAt) * (0.1 + 0.8 * one.Random.NextDouble());
        switch (one.Random.Next(100))
        {
            case < 30:
                await LeaveAsync(one, later);
                break;
            case < 42:
                await ChangeAsync(
                    one,
                    later,
                    Channel.FooterPage,
                    new Choose(
                        new Dictionary<long, long> { [Aspect.Pause] = later.AddDays(30).ToUnixTimeSeconds() },
                        AddsAtOnce: false
                    )
                );
                break;
        }
    }

    private async Task LeaveAsync(Newcomer one, DateTimeOffset at)
    {
        var everything = one.Random.Next(3) == 0;
        var scope = everything ? Aspect.Everything : one.Form.Topics[0].Number;
        var channel = one.Random.Next(2) == 0 ? Channel.OneClick : Channel.UnsubscribePage;
        await ChangeAsync(one, at, channel, everything ? Leave.Everything : new Leave(scope));
        if (one.Random.Next(5) == 0)
            return;
        var reason = one.Random.Next(10) switch
        {
            < 4 => LeaveReason.TooMany,
            < 7 => LeaveReason.NotRelevant,
            < 8 => LeaveReason.NeverAsked,
            _ => LeaveReason.Other,
        };
        await ChangeAsync(
            one,
            at.AddMinutes(1),
            Channel.UnsubscribePage,
            new GiveReason(scope, reason),
            one.Random.Next(3) == 0 ? DemoWords.Comments[one.Random.Next(DemoWords.Comments.Count)] : null
        );
    }

    private Task ChangeAsync(Newcomer one, DateTimeOffset at, Channel channel, Change change, string? comment = null) =>
        writer.DoAsync(
            new PersonChange(one.Key, change, ByPerson(channel, at), Proof(one) with { Comment = comment })
            {
                Notify = false,
            }
        );

    private static Evidence Proof(Newcomer one) =>
        new()
        {
            Ip = "203.0.113.0/24",
            UserAgent = "Mozilla/5.0",
            Language = one.Form.Language,
        };

    private Act ByPerson(Channel channel, DateTimeOffset at) =>
        new(channel, Actor.Person, at, LawfulBasis.Consent, controller, 0) { Notices = catalogue.Notices };
}
