namespace PreferenceCenter.Domain;

/// <summary>Names of frequencies in forms, files and the API.</summary>
internal static class FrequencyNames
{
    public static string Of(Frequency frequency) =>
        frequency switch
        {
            Frequency.Every => "every",
            Frequency.Daily => "daily",
            Frequency.Weekly => "weekly",
            Frequency.Monthly => "monthly",
            _ => "off",
        };

    public static Frequency? Parse(string? name) =>
        name switch
        {
            "every" => Frequency.Every,
            "daily" => Frequency.Daily,
            "weekly" => Frequency.Weekly,
            "monthly" => Frequency.Monthly,
            _ => null,
        };
}
