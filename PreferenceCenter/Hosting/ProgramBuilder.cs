using System.Text.Json;
using System.Text.RegularExpressions;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Opens the settings files, environment variables and arguments. What cannot be read is reported as a wrong setting:
/// with its file, line and column.
/// </summary>
internal static partial class ProgramBuilder
{
    /// <summary>Null where a file cannot be read, after it has been reported.</summary>
    // The settings files lie beside the program; the working directory is the caller's.
    public static WebApplicationBuilder? Create(IReadOnlyList<string> arguments, TextWriter errors)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(
                new WebApplicationOptions { Args = [.. arguments], ContentRootPath = AppContext.BaseDirectory }
            );
            if (LookedFor(builder.Environment.EnvironmentName, builder.Environment.ContentRootPath) is { } note)
                errors.WriteLine(note);
            return builder;
        }
        catch (Exception reason) when (reason is InvalidDataException or UnauthorizedAccessException)
        {
            errors.WriteLine(Fault(reason));
            return null;
        }
    }

    /// <summary>Reads all settings, and reports those that are wrong and those that nobody reads.</summary>
    public static ProgramSettings Read(
        IConfigurationRoot configuration,
        bool development,
        ICollection<SettingFault> faults
    )
    {
        foreach (var fault in UnknownKeys.In(configuration))
            faults.Add(fault);
        var settings = ProgramSettings.Read(configuration, development, faults);
        if (!development && OfAnotherUser(settings.Storage, FileOwner.Here) is { } other)
            faults.Add(other);
        return settings;
    }

    /// <summary>
    /// Root may write into everybody's directories, and what it makes there their user cannot open: a key that root
    /// rotated ends the next start of the server. So root runs nothing here but on directories of its own.
    /// </summary>
    internal static SettingFault? OfAnotherUser(StorageSettings storage, uint? here)
    {
        if (here is not 0)
            return null;
        foreach (
            var (key, directory) in (ReadOnlySpan<(string, string)>)
                [
                    ("Storage:Directory", storage.Directory),
                    ("Storage:KeysDirectory", storage.KeysDirectory),
                    ("Storage:JournalDirectory", storage.JournalDirectory),
                ]
        )
            if (FileOwner.Of(directory) is > 0 and { } owner)
            {
                var name = FileOwner.NameOf(owner);
                return new SettingFault(
                    key,
                    $"'{directory}' belongs to {name}, who could not open what root makes there. Run this as that user: sudo -u '{name}' preference-center …"
                );
            }
        return null;
    }

    /// <summary>
    /// What an environment other than the two usual ones looked for in vain. It may be meant so, where everything is set
    /// by variables; a slip of the pen, as in Prod, takes all settings of the file away.
    /// </summary>
    internal static string? LookedFor(string environment, string directory)
    {
        var file = Path.Combine(directory, $"appsettings.{environment}.json");
        if (environment == Environments.Production || environment == Environments.Development || File.Exists(file))
            return null;
        return $"Environment is '{environment}': {file} was looked for and is not there. The usual ones are Production, which is the default, and Development, as ASPNETCORE_ENVIRONMENT or --environment has it, letter by letter.";
    }

    internal static string Fault(Exception reason)
    {
        if (reason is not InvalidDataException)
            return $"{Quoted().Match(reason.Message).Groups[1].Value} cannot be read: {reason.Message} It must be readable by the user whom the program runs as.";
        var file = Quoted().Match(reason.Message).Groups[1].Value;
        var causes = Causes(reason).ToArray();
        return causes.OfType<JsonException>().FirstOrDefault() is { LineNumber: { } line } json
            ? Invariant(
                $"{file} line {line + 1}, column {json.BytePositionInLine + 1}: {Position().Replace(json.Message, "")}"
            )
            : $"{file}: {causes[^1].Message}";
    }

    private static IEnumerable<Exception> Causes(Exception reason)
    {
        for (var cause = reason; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    // The parser counts both from zero.
    [GeneratedRegex(@"\s*(Path: \S+ \| )?LineNumber: \d+ \| BytePositionInLine: \d+\.$")]
    private static partial Regex Position();
}
