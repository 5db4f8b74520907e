using PreferenceCenter.Domain;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Short constructors for changes.</summary>
internal static class NewChange
{
    public static Choose Choose(long aspect, long value, bool atOnce = true) =>
        new(new Dictionary<long, long> { [aspect] = value }, atOnce);

    public static Choose Choose(params (long Aspect, long Value)[] wanted) =>
        new(wanted.ToDictionary(w => w.Aspect, w => w.Value), true);

    public static Choose Wish(params (long Aspect, long Value)[] wanted) =>
        new(wanted.ToDictionary(w => w.Aspect, w => w.Value), false);

    public static Change Assert(long topic, long frequency) =>
        new Assert(new Dictionary<long, long> { [topic] = frequency });

    public static Change Propose(long topic, long frequency) =>
        new Propose(new Dictionary<long, long> { [topic] = frequency });

    public static Choose Pause(DateTimeOffset until, bool atOnce = true) =>
        Choose(Aspect.Pause, until.ToUnixTimeSeconds(), atOnce);
}
