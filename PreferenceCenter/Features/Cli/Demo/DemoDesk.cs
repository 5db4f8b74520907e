using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// The privacy desk of the demo: plans the receipt of each request of <see cref="DemoRequest.All"/> and what comes of it,
/// through the services that the console uses, at the times of the demo's clock.
/// </summary>
internal sealed class DemoDesk
{
    /// <summary>The first of the numbers of who asks, beyond those of the subscribers.</summary>
    private const int First = 1_000_000;

    /// <summary>Long enough to find the erasure in its grace period at any look at a young demo.</summary>
    private static readonly TimeSpan Cancelable = TimeSpan.FromDays(14);

    private readonly Database database;
    private readonly ChangeWriter writer;
    private readonly PrivacyRequestTerms terms;
    private readonly CatalogueSnapshot catalogue;
    private readonly int controller;
    private readonly DemoClock clock;
    private readonly DemoStaff staff;
    private readonly DemoUpkeep upkeep;
    private readonly PrivacyRequestIntake intake;
    private readonly PrivacyRequestHandling handling;
    private readonly PrivacyRequestDecisions decisions;

    public DemoDesk(
        IServiceProvider center,
        CatalogueSnapshot catalogue,
        int controller,
        DemoClock clock,
        DemoStaff staff,
        StaffAuthorizer authorizer,
        DemoUpkeep upkeep
    )
    {
        (database, writer) = (center.GetRequiredService<Database>(), center.GetRequiredService<ChangeWriter>());
        terms = center.GetRequiredService<PrivacyRequestTerms>();
        (this.catalogue, this.controller) = (catalogue, controller);
        (this.clock, this.staff, this.upkeep) = (clock, staff, upkeep);
        intake = ActivatorUtilities.CreateInstance<PrivacyRequestIntake>(center, authorizer);
        handling = ActivatorUtilities.CreateInstance<PrivacyRequestHandling>(center, authorizer);
        // Nothing is kept of people whom nobody is.
        var eraser = ActivatorUtilities.CreateInstance<ErasureService>(
            center,
            center.GetRequiredService<ErasureSettings>() with
            {
                KeepSuppression = false,
                KeepProofFor = null,
            }
        );
        decisions = ActivatorUtilities.CreateInstance<PrivacyRequestDecisions>(
            center,
            authorizer,
            ActivatorUtilities.CreateInstance<DueErasures>(center, eraser, clock)
        );
    }

    /// <summary>Plans all requests of the year before that time.</summary>
    public void Plan(DateTimeOffset end)
    {
        for (var i = 0; i < DemoRequest.All.Count; i++)
        {
            var request = DemoRequest.All[i];
            var (address, name, language) = DemoNames.Of(First + (request.IsOfTheSame ? i - 1 : i));
            // At some minute of office hours, the same each time.
            var at = end.AddDays(-request.Age).AddMinutes(-(i * 47 % 420));
            var who = new Requester(address, name, language, DemoId.New());
            if (!request.IsOfTheSame)
                clock.Plan(at.AddDays(-Math.Min(45, 364 - request.Age)), () => JoinAsync(who));
            clock.Plan(at, () => ReceiveAsync(request, who, at));
        }
    }

    private sealed record Requester(EmailAddress Address, string Name, string Language, Guid Id)
    {
        public PersonKey Key => PersonKey.Of(Address);
    }

    private Task JoinAsync(Requester who) =>
        writer.DoAsync(
            new PersonChange(
                who.Key,
                new Assert(
                    new Dictionary<long, long> { [catalogue.ByKey["product-news"].Number] = (long)Frequency.Every }
                ),
                new Act(Channel.Import, Actor.System, clock.GetUtcNow(), LawfulBasis.Consent, controller, 0),
                new Evidence
                {
                    File = "customers.csv",
                    Grade = "A",
                    ObtainedAt = clock.GetUtcNow().AddDays(-20),
                    Method = "checkbox",
                    Source = "https://northwind.example/order",
                    Text = DemoWords.Consent,
                }
            )
            {
                Register = new Registration(who.Address, who.Language, who.Name, DemoId.New()),
                Notify = false,
            }
        );

    private Act ByPerson() =>
        new(Channel.Identity, Actor.Person, clock.GetUtcNow(), LawfulBasis.Consent, controller, 0)
        {
            Notices = catalogue.Notices,
        };

    private async Task ReceiveAsync(DemoRequest request, Requester who, DateTimeOffset at)
    {
        var (id, words) = (DemoId.New(), DemoWords.Of(request.Kind, who.Language));
        if (request.Origin == PrivacyRequestOrigin.Person)
            await writer.DoAsync(
                new OpenPrivacyRequest(
                    who.Key,
                    request.Kind,
                    request.Course == DemoCourse.Grace ? terms with { Automatic = true, Grace = Cancelable } : terms,
                    ByPerson(),
                    new Evidence { Ip = "192.0.2.0/24", Language = who.Language },
                    words,
                    id
                )
            );
        else
            Must(
                request,
                (
                    await intake.TakeAsync(
                        new Intake(
                            request.Kind,
                            request.Origin,
                            terms.Calendar.DayOf(at),
                            request.Origin == PrivacyRequestOrigin.Telephone ? null : who.Address.Typed,
                            request.Origin == PrivacyRequestOrigin.Mail ? null : DemoWords.ContactOf(who.Name),
                            words
                        )
                        {
                            Id = id,
                        },
                        staff.By(StaffRole.Privacy)
                    )
                ).Refusal
            );
        upkeep.Follow(request.Kind, extends: false);
        foreach (var (day, step) in Steps(request, id, who))
            clock.Plan(
                at.AddDays(day).AddMinutes(90),
                async () =>
                {
                    if (await step() is var refusal and not PrivacyRequestRefusal.None)
                        Must(request, refusal);
                    upkeep.Follow(
                        request.Kind,
                        request.Course is DemoCourse.Extended or DemoCourse.ExtendedAndAnswered
                    );
                }
            );
    }

    private IEnumerable<(double Day, Func<Task<PrivacyRequestRefusal>> Step)> Steps(
        DemoRequest request,
        Guid id,
        Requester who
    )
    {
        var (privacy, owner) = (staff.By(StaffRole.Privacy), staff.By(StaffRole.Owner));
        if (
            !request.IsOfTheSame && request.Course is not (DemoCourse.Waits or DemoCourse.Cancelled or DemoCourse.Grace)
        )
            yield return (
                Math.Min(request.Days, 1) * 0.8,
                () => handling.AssignAsync(id, staff.AccountOf(StaffRole.Privacy), privacy)
            );
        var (approve, day) = (
            new RequestDecision(PrivacyRequestAct.Approve, Reasons: DemoWords.Answer(request.Kind)),
            request.Days
        );
        switch (request.Course)
        {
            case DemoCourse.Assigned:
                yield return (day, () => handling.NoteAsync(id, DemoWords.Note, privacy));
                break;
            case DemoCourse.Answered:
                yield return (day, () => DecideAsync(id, approve, privacy, owner));
                break;
            case DemoCourse.Refused:
                yield return (
                    day,
                    () =>
                        DecideAsync(
                            id,
                            new RequestDecision(
                                PrivacyRequestAct.Refuse,
                                request.Ground,
                                DemoWords.Refusal(request.Ground!.Value)
                            ),
                            privacy,
                            owner
                        )
                );
                break;
            case DemoCourse.Asked or DemoCourse.AskedAndAnswered:
                yield return (
                    2,
                    () => OnAsync(id, seen => handling.AskAsync(id, seen.Version, DemoWords.Ask, privacy))
                );
                if (request.Course == DemoCourse.Asked)
                    break;
                yield return (
                    9,
                    () => OnAsync(id, seen => handling.ReplyAsync(id, seen.Version, DemoWords.Reply, privacy))
                );
                yield return (day, () => DecideAsync(id, approve, privacy, owner));
                break;
            case DemoCourse.Extended or DemoCourse.ExtendedAndAnswered:
                yield return (
                    18,
                    () =>
                        OnAsync(id, seen => handling.ExtendAsync(id, seen.Version, 2, DemoWords.Extend, false, privacy))
                );
                if (request.Course == DemoCourse.ExtendedAndAnswered)
                    yield return (day, () => DecideAsync(id, approve, privacy, owner));
                break;
            case DemoCourse.Erased:
                yield return (day - 1, () => OnAsync(id, seen => decisions.DecideAsync(seen, approve, privacy)));
                yield return (
                    day,
                    () =>
                    {
                        upkeep.FollowErasure();
                        return AgreeAsync(id, owner);
                    }
                );
                break;
            case DemoCourse.Proposed:
                yield return (day, () => OnAsync(id, seen => decisions.DecideAsync(seen, approve, privacy)));
                break;
            case DemoCourse.ProposedByOwner:
                yield return (day, () => OnAsync(id, seen => decisions.DecideAsync(seen, approve, owner)));
                break;
            case DemoCourse.Held:
                yield return (
                    day,
                    () =>
                        DecideAsync(
                            id,
                            new RequestDecision(
                                PrivacyRequestAct.HoldLegally,
                                RefusalGround.LegalClaims,
                                DemoWords.Hold,
                                clock.GetUtcNow().AddDays(180)
                            ),
                            privacy,
                            owner
                        )
                );
                break;
            case DemoCourse.Cancelled:
                yield return (day, () => CancelAsync(id, who));
                break;
        }
    }

    private async Task<PrivacyRequestRefusal> DecideAsync(
        Guid id,
        RequestDecision decision,
        StaffBy first,
        StaffBy second
    ) =>
        await OnAsync(id, seen => decisions.DecideAsync(seen, decision, first)) is var refusal
        && refusal != PrivacyRequestRefusal.None
            ? refusal
            : await AgreeAsync(id, second);

    // Where Privacy:TwoPeople is off, the first has decided already.
    private Task<PrivacyRequestRefusal> AgreeAsync(Guid id, StaffBy second) =>
        OnAsync(
            id,
            seen =>
                seen.Proposed is null ? Task.FromResult(PrivacyRequestRefusal.None) : decisions.AgreeAsync(seen, second)
        );

    private async Task<PrivacyRequestRefusal> CancelAsync(Guid id, Requester who)
    {
        await writer.DoAsync(new CancelPrivacyRequest(who.Key, id, ByPerson()));
        return PrivacyRequestRefusal.None;
    }

    private async Task<PrivacyRequestRefusal> OnAsync(
        Guid id,
        Func<PrivacyRequestRow, Task<PrivacyRequestRefusal>> step
    )
    {
        await using var context = await database.CreateContextAsync();
        return await step(context.Requests.Single(r => r.Id == id));
    }

    private static void Must(DemoRequest request, PrivacyRequestRefusal refusal)
    {
        if (refusal != PrivacyRequestRefusal.None)
            throw new InvalidOperationException($"{request}: {refusal}");
    }
}
