namespace PreferenceCenter.Features.Public.Accessibility;

/// <summary>
/// The success criteria of WCAG 2.2 at levels A and AA, and how the tests check them on public pages. The statement
/// lists them, and CheckedCriteriaTests holds the list to what the tests really run.
/// </summary>
internal static class CheckedCriteria
{
    /// <summary>Those for which axe has a rule that runs on every page.</summary>
    public static readonly string[] ByRules =
    [
        "1.1.1",
        "1.3.1",
        "1.3.5",
        "1.4.1",
        "1.4.3",
        "1.4.4",
        "1.4.12",
        "2.4.1",
        "2.4.2",
        "2.4.4",
        "3.1.1",
        "3.1.2",
        "3.3.2",
        "4.1.2",
    ];

    /// <summary>Those that a requirement is about, which tests prove.</summary>
    public static readonly (string Criterion, string Requirement)[] ByUse =
    [
        ("1.4.10", "A11-10"),
        ("1.4.11", "A11-10"),
        ("2.2.1", "A11-08"),
        ("2.4.11", "A11-02"),
        ("2.5.3", "A11-12"),
        ("2.5.8", "A11-01"),
        ("3.2.2", "A11-09"),
        ("3.2.6", "A11-05"),
        ("3.3.1", "A11-14"),
        ("3.3.4", "A11-07"),
        ("3.3.7", "A11-03"),
        ("3.3.8", "A11-04"),
        ("4.1.3", "A11-06"),
    ];

    public static readonly string[] WithoutTest =
    [
        "1.3.2",
        "1.3.3",
        "1.3.4",
        "1.4.5",
        "1.4.13",
        "2.1.1",
        "2.1.2",
        "2.4.3",
        "2.4.5",
        "2.4.6",
        "2.4.7",
        "2.5.2",
        "3.2.1",
        "3.2.3",
        "3.2.4",
        "3.3.3",
    ];

    /// <summary>Those about sound, video, movement, gestures and single keys: the pages have none.</summary>
    public static readonly string[] Absent =
    [
        "1.2.1",
        "1.2.2",
        "1.2.3",
        "1.2.4",
        "1.2.5",
        "1.4.2",
        "2.1.4",
        "2.2.2",
        "2.3.1",
        "2.5.1",
        "2.5.4",
        "2.5.7",
    ];
}
