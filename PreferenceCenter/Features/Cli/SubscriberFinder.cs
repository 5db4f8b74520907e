using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli;

/// <summary>
/// Finds the subscriber of an address that is given as an argument, or read from standard input where the argument is a
/// dash.
/// </summary>
internal static class SubscriberFinder
{
    public static async Task<(SubscriberSnapshot? Person, int ExitCode)> FindAsync(CommandCall call, string typed)
    {
        var (address, exitCode) = Read(call, typed);
        if (address is null)
            return (null, exitCode);
        return await call.Service<SubscriberReader>().FindAsync(PersonKey.Of(address)) is { } person
            ? (person, ExitCode.Done)
            : (null, Unknown(call, address));
    }

    /// <summary>The address that was given, or a refusal.</summary>
    public static (EmailAddress? Address, int ExitCode) Read(CommandCall call, string typed)
    {
        if ((typed == "-" ? call.Terminal.Lines().FirstOrDefault() : typed) is not { } text)
            return (null, call.Terminal.Refuse("Standard input holds no address."));
        return EmailAddress.TryParse(text) is { } address
            ? (address, ExitCode.Done)
            : (
                null,
                call.Terminal.Refuse(
                    HiddenCharacter.Inside(text) is { } hidden
                        ? $"That holds a character that cannot be seen ({hidden}): type the address anew."
                        : "That is no email address."
                )
            );
    }

    /// <summary>Refuses an address that no subscriber has.</summary>
    public static int Unknown(CommandCall call, EmailAddress address)
    {
        using var session = call.Service<Database>().Read();
        var suppressed = session.IsSuppressed(call.Service<AddressHasher>().HashesOf(address));
        return call.Terminal.Refuse(
            suppressed
                ? "No subscriber has that address. It is suppressed: it will not be emailed."
                : "No subscriber has that address."
        );
    }
}
