using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// Names and addresses of made-up subscribers. The addresses end in .example (RFC 2606), so that no mail ever reaches a
/// real mailbox.
/// </summary>
internal static class DemoNames
{
    public const string Domain = "people.example";

    private static readonly (string Language, int Share, string[] First, string[] Last)[] Languages =
    [
        (
            "en",
            36,
            ["Anna", "James", "Olivia", "Noah", "Grace", "Liam", "Ruby", "Owen", "Maya", "Finn"],
            ["Walsh", "Carter", "Murphy", "Bennett", "Hughes", "Doyle", "Reid", "Foster", "Quinn", "Ellis"]
        ),
        (
            "de",
            20,
            ["Lena", "Jonas", "Greta", "Emil", "Johanna", "Paul", "Frieda", "Anton", "Ida", "Karl"],
            ["Vogt", "Brandt", "Lorenz", "Keller", "Seidel", "Arnold", "Busch", "Winter", "Engel", "Pohl"]
        ),
        (
            "es",
            15,
            ["Lucia", "Mateo", "Carmen", "Diego", "Elena", "Hugo", "Sofia", "Pablo", "Irene", "Marco"],
            ["Navarro", "Ortega", "Serrano", "Molina", "Vidal", "Campos", "Reyes", "Prieto", "Soler", "Iglesias"]
        ),
        (
            "fr",
            15,
            ["Camille", "Louis", "Manon", "Jules", "Chloe", "Antoine", "Juliette", "Gabriel", "Alice", "Rene"],
            ["Moreau", "Lefevre", "Garnier", "Faure", "Roussel", "Blanc", "Chevalier", "Marchand", "Perrin", "Renard"]
        ),
        (
            "ru",
            8,
            ["Anna", "Ivan", "Daria", "Nikita", "Vera", "Maxim", "Olga", "Pavel", "Nina", "Oleg"],
            ["Orlova", "Sokolov", "Morozova", "Volkov", "Lebedeva", "Kozlov", "Novikova", "Zaitsev", "Pavlova", "Belov"]
        ),
        (
            "ar",
            6,
            ["Layla", "Omar", "Salma", "Karim", "Nour", "Yusuf", "Rania", "Tarek", "Huda", "Sami"],
            ["Haddad", "Nasser", "Khalil", "Mansour", "Farah", "Aziz", "Saleh", "Hamdan", "Kassem", "Bishara"]
        ),
    ];

    /// <summary>
    /// Gives the subscriber of that number, always the same. Number 0 is the subscriber whose links are printed at the
    /// start.
    /// </summary>
    public static (EmailAddress Address, string Name, string Language) Of(int number)
    {
        var random = new Random(number);
        var (language, _, first, last) = Languages[number == 0 ? 0 : Pick(random)];
        var name = (
            First: first[number == 0 ? 0 : random.Next(first.Length)],
            Last: last[number == 0 ? 0 : random.Next(last.Length)]
        );
        var typed = FormattableString
            .Invariant($"{name.First}.{name.Last}{(number == 0 ? "" : Invariant($".{number}"))}@{Domain}")
            .ToLowerInvariant();
        return (new EmailAddress(typed, typed), $"{name.First} {name.Last}", language);
    }

    private static int Pick(Random random)
    {
        var dice = random.Next(Languages.Sum(l => l.Share));
        for (var i = 0; ; i++)
            if ((dice -= Languages[i].Share) < 0)
                return i;
    }
}
