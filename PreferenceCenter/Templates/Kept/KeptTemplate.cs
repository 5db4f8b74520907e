namespace PreferenceCenter.Templates.Kept;

/// <summary>How a kept template stands now.</summary>
public enum TemplateStanding
{
    Sound,

    /// <summary>Its check found no error, but could not check every rule at its stage.</summary>
    NoError,

    /// <summary>Its check found an error.</summary>
    Unsound,

    /// <summary>Something it was checked against has changed, or a night has passed: it is being checked again.</summary>
    Old,
}

/// <summary>A kept template without its bytes.</summary>
/// <param name="Topic">The key of the topic whose mailings it is for; null for any.</param>
/// <param name="Passes">Whether its last check found no error.</param>
/// <param name="Since">Since when it passes, or not.</param>
/// <param name="Errors">The rules that found an error, as files name them.</param>
/// <param name="Unchecked">The rules that could not be checked, as files name them.</param>
/// <remarks>Public because it is a parameter of components, and the compiler makes components public.</remarks>
public sealed record KeptTemplate(
    string Key,
    string Digest,
    string? Topic,
    string? Stage,
    string? Language,
    DateTimeOffset KeptAt,
    DateTimeOffset CheckedAt,
    TemplateStanding Standing,
    bool Passes,
    DateTimeOffset Since,
    IReadOnlyList<string> Errors,
    IReadOnlyList<string> Unchecked
)
{
    /// <param name="passes">Whether a check of now found no error.</param>
    /// <param name="unchecked">The rules that it could not check.</param>
    public static TemplateStanding StandingOf(bool passes, string @unchecked) =>
        !passes ? TemplateStanding.Unsound
        : @unchecked.Length > 0 ? TemplateStanding.NoError
        : TemplateStanding.Sound;

    public static IReadOnlyList<string> RulesOf(string rules) =>
        rules.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
