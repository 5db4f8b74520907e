using CsCheck;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Tests.Domain;

/// <summary>
/// Generators of random histories: every change, every channel and every actor, seconds to years apart.
/// </summary>
internal static class RandomHistories
{
    /// <summary>Number of histories per property; LIVES=100000 sets it for a long search.</summary>
    public static readonly int Many = LongTests.Histories;

    /// <summary>Topics that acts name. <see cref="NeverNamed"/> is a further topic that no act names.</summary>
    public static readonly long[] Topics = [1, 2, 3];
    public const long NeverNamed = 9;

    public static readonly Gen<long> Topic = Gen.OneOf(Topics);
    public static readonly Gen<long> Scope = Gen.OneOf([Aspect.Everything, .. Topics]);
    public static readonly Gen<TimeSpan> Elapsed = Gen.Frequency(
        (6, Gen.Int[1, 300].Select(s => TimeSpan.FromSeconds(s))),
        (4, Gen.Int[10, 2000].Select(m => TimeSpan.FromMinutes(m))),
        (2, Gen.Int[1, 60].Select(d => TimeSpan.FromDays(d))),
        (1, Gen.Int[1, 4].Select(y => TimeSpan.FromDays(366 * y)))
    );

    private static readonly Gen<(long Aspect, long Value)> Wanted = Gen.Frequency(
        (6, Gen.Select(Topic, Gen.Long[0, 4])),
        (1, Gen.Select(Gen.Const(Aspect.Tracking), Gen.Long[1, 2])),
        (1, Gen.Select(Gen.Const(Aspect.Profiling), Gen.Long[1, 2])),
        (1, Gen.Select(Gen.Const(Aspect.Language), Gen.OneOf("en", "ar").Select(Languages.ToValue)))
    );
    private static readonly Gen<Dictionary<long, long>> Named = Gen.Select(Topic, Gen.Long[1, 4])
        .Array[1, 3]
        .Select(ToDictionary);
    private static readonly Gen<SubscriberRequest> Mistake = Gen.OneOf<Change>(
            new Leave(Aspect.Tracking),
            new Suppress(SuppressionReason.None),
            new GiveReason(1, LeaveReason.None),
            new GiveReason(Aspect.Pause, LeaveReason.Other),
            new Choose(new Dictionary<long, long> { [1] = 5 }, true),
            new Choose(new Dictionary<long, long> { [Aspect.Everything] = 0 }, true),
            new Choose(new Dictionary<long, long> { [Aspect.Suppression] = 0 }, true),
            new Choose(new Dictionary<long, long> { [Aspect.Pause] = long.MaxValue }, true),
            new Assert(new Dictionary<long, long> { [1] = 0 }),
            new Propose(new Dictionary<long, long> { [Aspect.Tracking] = 2 })
        )
        .Select(SubscriberRequest (c) => new FixedRequest(c));

    public static readonly Gen<SubscriberRequest> SubscriberRequest = Gen.Frequency(
        (4, Scope.Select(SubscriberRequest (s) => new FixedRequest(new Leave(s)))),
        (
            8,
            Gen.Select(
                Wanted.Array[1, 4],
                Gen.Bool,
                SubscriberRequest (w, atOnce) => new FixedRequest(new Choose(ToDictionary(w), atOnce))
            )
        ),
        (
            2,
            Gen.Select(
                Gen.OneOf(0, 1, 30, 90),
                Gen.Bool,
                SubscriberRequest (days, atOnce) => new PauseRequest(days, atOnce)
            )
        ),
        (1, Gen.Select(Topic, Gen.Enum<Frequency>(), SubscriberRequest (t, f) => new ReductionRequest(t, f))),
        (3, Gen.Enum<MailAnswerKind>().Select(SubscriberRequest (k) => new LatestMailAnswer(k))),
        (
            3,
            Gen.Select(
                Gen.Enum<MailAnswerKind>(),
                Gen.Int[0, 100],
                Gen.Int[0, 8],
                SubscriberRequest (k, start, count) => new MailAnswer(k, start, count)
            )
        ),
        (2, Gen.Enum<MailAnswerKind>().Select(SubscriberRequest (k) => new MailAnswer(k, 0, int.MaxValue))),
        (3, Named.Select(SubscriberRequest (t) => new FixedRequest(new Assert(t)))),
        (
            3,
            Gen.Select(Named, Gen.Bool, SubscriberRequest (t, asks) => new FixedRequest(new Propose(t) { Asks = asks }))
        ),
        (
            2,
            Gen.OneOf(SuppressionReason.Bounced, SuppressionReason.Complained, SuppressionReason.Erased)
                .Select(SubscriberRequest (r) => new FixedRequest(new Suppress(r)))
        ),
        (
            1,
            Gen.Select(
                Scope,
                Gen.OneOf(LeaveReason.TooMany, LeaveReason.Other),
                SubscriberRequest (s, r) => new FixedRequest(new GiveReason(s, r))
            )
        ),
        (1, Gen.Bool.Select(SubscriberRequest (on) => new FixedRequest(new Restrict(on)))),
        (1, Gen.Const<SubscriberRequest>(new FixedRequest(new ObjectToMarketing()))),
        (1, Mistake)
    );

    // Mostly the proper channel and actor of a request, sometimes any combination, since the rules cover those too.
    public static readonly Gen<Step> Step = Gen.Select(
        Elapsed,
        SubscriberRequest,
        Gen.Enum<Channel>(),
        Gen.Enum<ActorKind>(),
        Gen.Int[0, 9],
        (after, request, channel, actor, luck) =>
            luck == 0 ? new Step(after, request, channel, actor, LawfulBasis.None)
            : luck < 3 ? new Step(after, request, channel, actor)
            : request is FixedRequest { Change: Assert or Propose }
                ? new Step(after, request, Channel.Import, ActorKind.Operator)
            : request is FixedRequest { Change: Restrict or ObjectToMarketing }
                ? new Step(after, request, Channel.Identity, ActorKind.Person)
            : request is MailAnswer { Kind: MailAnswerKind.Undo } or LatestMailAnswer { Kind: MailAnswerKind.Undo }
                ? new Step(after, request, Channel.UndoLink, ActorKind.Person)
            : request is MailAnswer or LatestMailAnswer
                ? new Step(after, request, Channel.ConfirmLink, ActorKind.Person)
            : new Step(after, request, luck % 2 == 0 ? Channel.MailedPage : Channel.FooterPage, ActorKind.Person)
    );

    public static readonly Gen<Step[]> Steps = Step.Array[0, 25];
    public static readonly Gen<Step[]> OfOthers = Steps.Select(
        Step[] (steps) =>
            [
                .. steps
                    .Where(s => s.SubscriberRequest is not FixedRequest { Change: Assert })
                    .Select(s => s.Actor == ActorKind.Person ? s with { Actor = ActorKind.Staff } : s),
            ]
    );

    public static string Show(Step[] steps) => string.Join("\n", steps.Select(s => s.ToString()));

    private static Dictionary<long, long> ToDictionary((long Aspect, long Value)[] wanted)
    {
        var dictionary = new Dictionary<long, long>();
        foreach (var (aspect, value) in wanted)
            dictionary[aspect] = value;
        return dictionary;
    }
}
