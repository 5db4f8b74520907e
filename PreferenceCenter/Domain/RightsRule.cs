namespace PreferenceCenter.Domain;

/// <summary>What a person may ask of whoever keeps data about them, beside leaving.</summary>
internal static class RightsRule
{
    /// <summary>
    /// GDPR article 18(2). Set, it is later than all that waits or could be undone; lifted, it brings nothing back but
    /// what stood.
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
