namespace PreferenceCenter.Domain;

/// <summary>Decides on data subject rights beside leaving: restriction and correction.</summary>
internal static class RightsRule
{
    /// <summary>
    /// Sets or lifts a restriction (GDPR article 18(2)). Setting it voids every open request and undo; lifting it
    /// brings back only what stood before.
    /// </summary>
    public static Refusal Restrict(Draft draft, bool on)
    {
        var standing = draft.State[Aspect.Restriction];
        if (standing.Value != (on ? 1 : 0))
            draft.Add(EventKind.Changed, Aspect.Restriction, on ? 1 : 0, standing.Value);
        return Refusal.None;
    }

    public static Refusal CorrectName(Draft draft)
    {
        draft.Add(EventKind.Corrected, Aspect.Name, 0, 0);
        return Refusal.None;
    }
}
