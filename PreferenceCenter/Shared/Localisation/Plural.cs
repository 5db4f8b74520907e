namespace PreferenceCenter.Shared.Localisation;

/// <summary>
/// Rules by which words agree with a number, as Unicode CLDR has them for whole numbers. A text that counts has a form
/// for each of its language's categories, in their order and separated by a bar: <c>{0} day|{0} days</c>.
/// </summary>
internal static class Plural
{
    public const char Bar = '|';

    /// <summary>Number of forms in a language: one, other; in Russian one, few, many; in Arabic one, two, few, many, other.</summary>
    public static int FormsOf(string language) =>
        language switch
        {
            "ru" => 3,
            "ar" => 5,
            _ => 2,
        };

    /// <summary>Which of the forms goes with the number.</summary>
    public static int FormOf(string language, long number) =>
        (language, number % 100, number % 10) switch
        {
            ("ru", not 11, 1) => 0,
            ("ru", not (12 or 13 or 14), 2 or 3 or 4) => 1,
            ("ru", _, _) => 2,
            ("ar", >= 3 and <= 10, _) => 2,
            ("ar", >= 11, _) => 3,
            ("ar", _, _) => number is 1 or 2 ? (int)number - 1 : 4,
            ("fr", _, _) => number < 2 ? 0 : 1,
            _ => number == 1 ? 0 : 1,
        };
}
