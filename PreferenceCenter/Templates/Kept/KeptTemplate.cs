namespace PreferenceCenter.Templates.Kept;

/// <summary>How a kept template stands now.</summary>
public enum TemplateStanding
{
    Sound,

    /// <summary>Its check found an error.</summary>
    Unsound,

    /// <summary>Something it was checked against has changed, or a night has passed: it is being checked again.</summary>
    Old,
}

/// <summary>A kept template without its bytes.</summary>
/// <param name="Topic">The key of the topic whose mailings it is for; null for any.</param>
/// <param name="Since">Since when it is sound, or not.</param>
/// <param name="Errors">The rules that found an error, as files name them.</param>
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
    bool Sound,
    DateTimeOffset Since,
    IReadOnlyList<string> Errors
)
{
    public static IReadOnlyList<string> ErrorsOf(string errors) =>
        errors.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
