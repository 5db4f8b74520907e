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
        if ((typed == "-" ? call.Terminal.Lines().FirstOrDefault() : typed) is not { } text)
            return (null, call.Terminal.Refuse("Standard input holds no address."));
        if (EmailAddress.TryParse(text) is not { } address)
            return (
                null,
                call.Terminal.Refuse(
                    HiddenCharacter.Inside(text) is { } hidden
                        ? $"That holds a character that cannot be seen ({hidden}): type the address anew."
                        : "That is no email address."
                )
            );
        if (await call.Service<SubscriberReader>().FindAsync(PersonKey.Of(address)) is { } person)
            return (person, ExitCode.Done);
        using var session = call.Service<Database>().Read();
        var suppressed = session.IsSuppressed(call.Service<AddressHasher>().HashesOf(address));
        return (
            null,
            call.Terminal.Refuse(
                suppressed
                    ? "No subscriber has that address. It is suppressed: it will not be emailed."
                    : "No subscriber has that address."
            )
        );
    }
}
