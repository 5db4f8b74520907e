using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using PreferenceCenter.Tests.Http.SignUp;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Unfindable;

/// <summary>Somebody who is erased: what is known of them outside, and what must not be found.</summary>
internal sealed record ErasedOne(string Address, Guid PublicId, Guid LedgerId)
{
    public Person Person => new(PublicId, Address);

    /// <summary>Ids of their privacy requests.</summary>
    public List<Guid> Requests { get; } = [];

    /// <summary>The references in the emails about them, which the person keeps.</summary>
    public List<string> References { get; } = [];
}

/// <summary>A centre in which people live among others, ask to be erased, and are.</summary>
internal sealed class ErasedPeople(RequestCenter requests) : IAsyncDisposable
{
    /// <summary>Enough that a day is shared by more than a handful.</summary>
    private const int Erased = 8,
        Crowd = 60;

    private int steps;

    public WebCenter Center => requests.Web;
    public List<ErasedOne> People { get; } = [];

    /// <summary>Whoever stays: by subscriber and by ledger id.</summary>
    public HashSet<string> Others { get; } = new(StringComparer.Ordinal);

    public static async Task<ErasedPeople> LiveAsync()
    {
        var requests = await RequestCenter.StartAsync(
            "Site:Languages=en",
            "Privacy:ErasureReview=Automatic",
            "Privacy:ErasureGrace=01:00:00"
        );
        await requests.Web.ApplyFormsAsync(SignUpCenter.Forms);
        foreach (var key in (string[])["printer", "crm"])
            Assert.Equal(
                PrivacyRequestRefusal.None,
                await requests.Recipients.AddAsync(key, key, "Prints", null, $"dpo@{key}.example", requests.Privacy)
            );
        var people = new ErasedPeople(requests);
        for (var i = 0; i < Crowd; i++)
        {
            var other = await people.SubscribeAsync($"other{i}@people.example");
            await people.ActAsync(other);
            var row = people.Center.Find(other).Subscriber;
            people.Others.UnionWith([Remains.SubscriberOf(row.Id), RemnantValues.OfId(row.LedgerId)]);
        }
        for (var i = 0; i < Erased; i++)
            await people.LiveAsync($"gone{i}.quillfeather@people.example");
        // The day before: what is done then is in the past of all of them.
        people.Center.Clock.Advance(TimeSpan.FromDays(1));
        return people;
    }

    /// <summary>Everything by which the person may be looked for, with every key in hand.</summary>
    public IEnumerable<string> Known(ErasedOne one)
    {
        var address = EmailAddress.TryParse(one.Address)!;
        var hashes = Center.Get<AddressHasher>();
        return
        [
            RemnantValues.Word(one.Address),
            RemnantValues.OfId(one.PublicId),
            RemnantValues.Hex(hashes.ErasedHashOf(one.PublicId)),
            .. hashes.HashesOf(address).Select(h => RemnantValues.Hex(h.Bytes)),
            .. hashes.Current.ProofHashesOf(address).Select(h => RemnantValues.Hex(h)),
            .. LimitNames.OfAddresses.SelectMany(what =>
                (IEnumerable<string>)
                    [
                        RemnantValues.Hex(hashes.LimitKey(what, address.Key)),
                        RemnantValues.Hex(hashes.LimitKey(what, address.SuppressionKey)),
                    ]
            ),
        ];
    }

    /// <summary>Erases everybody on one day, at different moments of it, and lets the work of the next minutes run.</summary>
    public async Task EraseAsync()
    {
        foreach (var one in People)
        {
            await Center.AskAsync(one.Person, PrivacyRequestKind.Erasure);
            NoteRequests(one);
            Step();
        }
        Center.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMinutes(8));
        for (var i = 0; i < 8; i++)
            await WorkAsync();
        Assert.All(People, one => Assert.Null(Center.Get<SubscriberReader>().Find(PersonKey.Of(one.PublicId))));
    }

    /// <summary>Recipients answer: the id in their notices goes.</summary>
    public async Task AnswerAsync()
    {
        foreach (var notice in await requests.Recipients.UnansweredAsync(CancellationToken.None))
        {
            await requests.Recipients.AnswerAsync(notice.Id, null, requests.Privacy);
            Step();
        }
    }

    private async Task LiveAsync(string address)
    {
        await Center.SignUpAsync(address, ["news", "events"]);
        Step();
        var asked = Assert.Single(
            await Center.MailsAsync(),
            m => m.To.ToString() == address && m.TextBody!.Contains("/c/", StringComparison.Ordinal)
        );
        await Center.Browser.PostAsync(WebCenter.LinkIn(asked, "c"));
        Step();
        var person = Center.FindPerson(address)!;
        await ActAsync(person);
        await Center.Browser.PostAsync("/link", ("email", address));
        Step();
        await Center.MailsAsync();
        var one = new ErasedOne(address, person.Id, Center.Find(person).Subscriber.LedgerId);
        People.Add(one);
        await RequestAsync(one);
    }

    // One of them through their page, with a note of staff; one by letter, decided.
    private async Task RequestAsync(ErasedOne one)
    {
        var access = await requests.AskAsync(one.Person, PrivacyRequestKind.Access);
        Step();
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await requests.Work.NoteAsync(access.Id, "They called.", requests.Privacy)
        );
        Step();
        var objection = await requests.TakeAsync(PrivacyRequestKind.Objection, one.Address);
        Step();
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await requests.Decisions.DecideAsync(
                objection,
                new RequestDecision(PrivacyRequestAct.Approve),
                requests.Privacy
            )
        );
        Step();
        NoteRequests(one);
    }

    private void NoteRequests(ErasedOne one)
    {
        var rows = Center.RequestsOf(one.Person);
        one.Requests.AddRange(rows.Select(r => r.Id).Except(one.Requests));
        one.References.AddRange(rows.Select(r => r.Reference).Except(one.References));
    }

    private async Task<Person> SubscribeAsync(string address)
    {
        var person = await Center.SubscribeAsync(address, [WebCenter.News, WebCenter.Events]);
        Step();
        return person;
    }

    private async Task ActAsync(Person person)
    {
        await Center.Browser.PostAsync(
            Center.UnsubscribePath(person, WebCenter.News),
            ("List-Unsubscribe", "One-Click")
        );
        Step();
        await Center.MailsAsync();
    }

    /// <summary>What runs by itself every minute.</summary>
    public async Task WorkAsync()
    {
        await Center.RunAsync<DueErasures>();
        Step();
        await Center.RunAsync<PrivacyRequestJob>();
        Step();
        await Center.RunAsync<ErasureCleanup>();
        Step();
        await Center.Get<MailDispatcher>().SendDueAsync(CancellationToken.None);
        Step();
    }

    public ValueTask DisposeAsync() => requests.DisposeAsync();

    // Never the same second twice: what is equal is equal because it is of one act. Before the clock goes on, the
    // journal is written: its thread would do so within a second, and here a day may take less.
    private void Step()
    {
        Center.Get<JournalKeeper>().CatchUp();
        Center.Clock.Advance(TimeSpan.FromSeconds(61 + steps++ % 7));
    }
}
