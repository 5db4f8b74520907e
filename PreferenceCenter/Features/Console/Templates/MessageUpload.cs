using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Templates;

/// <summary>
/// Reads a message from the page's field or file, in pieces: one message of a circuit holds 32 kB, and more than that
/// pasted would end it.
/// </summary>
internal static class MessageUpload
{
    public const string Text = "text",
        File = "file";

    /// <returns>Without bytes, why they are refused.</returns>
    public static async Task<(byte[]? Bytes, FieldError? Refusal)> ReadAsync(
        IJSRuntime script,
        ActionForm form,
        TemplatesTexts texts,
        CancellationToken cancel
    )
    {
        var (file, text) = (form.IdOf(File), form.IdOf(Text));
        var size = await script.InvokeAsync<long>("preferenceConsole.size", cancel, file, text);
        if (size == 0)
            return (null, new FieldError(Text, texts.NoMessage));
        if (size > TemplatesService.MostBytes)
            return (null, new FieldError(File, texts.TooLarge.With(Megabytes(size))));
        await using var message = await script.InvokeAsync<IJSStreamReference>(
            "preferenceConsole.bytes",
            cancel,
            file,
            text
        );
        await using var stream = await message.OpenReadStreamAsync(TemplatesService.MostBytes, cancel);
        var bytes = new byte[message.Length];
        await stream.ReadExactlyAsync(bytes, cancel);
        return (bytes, null);
    }

    private static MarkupString Megabytes(long bytes) =>
        Markup.Of((bytes / (double)(1 << 20)).ToString("0.0", CultureInfo.InvariantCulture));
}
