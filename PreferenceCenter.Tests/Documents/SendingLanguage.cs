namespace PreferenceCenter.Tests.Documents;

/// <summary>An example of docs/sending.md: where its runtime and library lie, and how it is run.</summary>
/// <param name="Heading">Its section.</param>
/// <param name="Block">Language of its code block.</param>
/// <param name="Number">Which block of that language, from 0.</param>
/// <param name="File">Name of the file the example is saved as.</param>
/// <param name="Run">Program and arguments; the file is the last.</param>
/// <param name="Needs">Files that are there where the example can run.</param>
internal sealed record SendingLanguage(
    string Heading,
    string Block,
    int Number,
    string File,
    string[] Run,
    string[] Needs
)
{
    private const string Jakarta = "/usr/share/java/jakarta-mail.jar";
    private const string Activation = "/usr/share/java/jakarta-activation.jar";
    private const string Nodemailer = "/usr/share/nodejs/nodemailer";
    private const string PhpMailer = "/usr/share/php/libphp-phpmailer/autoload.php";
    private const string Symfony = "/usr/share/php/Symfony/Component/Mailer/autoload.php";

    public static readonly IReadOnlyList<SendingLanguage> All =
    [
        new("Python", "python", 0, "send.py", ["/usr/bin/python3"], []),
        new("JavaScript", "javascript", 0, "send.mjs", ["/usr/bin/node"], [Nodemailer]),
        new("PHPMailer", "php", 0, "phpmailer.php", ["/usr/bin/php"], [PhpMailer]),
        new("Symfony", "php", 1, "symfony.php", ["/usr/bin/php"], [Symfony]),
        new("Java", "java", 0, "Send.java", ["/usr/bin/java", "-cp", $"{Jakarta}:{Activation}"], [Jakarta, Activation]),
        new("Go", "go", 0, "send.go", ["/usr/bin/go", "run"], []),
    ];

    public bool IsHere => Needs.Prepend(Run[0]).All(path => System.IO.File.Exists(path) || Directory.Exists(path));

    /// <summary>Puts the libraries, which Debian's packages install, where the example looks for them.</summary>
    public void Prepare(string directory)
    {
        if (Block == "javascript")
            Directory.CreateSymbolicLink(
                Path.Combine(Directory.CreateDirectory(Path.Combine(directory, "node_modules")).FullName, "nodemailer"),
                Nodemailer
            );
        if (Block == "php")
            System.IO.File.WriteAllText(
                Path.Combine(Directory.CreateDirectory(Path.Combine(directory, "vendor")).FullName, "autoload.php"),
                $"<?php require '{(Number == 0 ? PhpMailer : Symfony)}';"
            );
    }
}
