using System.CommandLine;
using System.CommandLine.Parsing;
using PreferenceCenter.Shared.Files;

namespace PreferenceCenter.Features.Cli;

/// <summary>A file that a command writes needs a name: a dash is standard input, everywhere.</summary>
internal static class WrittenFile
{
    public static Argument<string> Written(this Argument<string> file)
    {
        file.Validators.Add(Check);
        return file;
    }

    public static Option<string?> Written(this Option<string?> file)
    {
        file.Validators.Add(Check);
        return file;
    }

    private static void Check(SymbolResult result)
    {
        if (result.Tokens is [{ Value: InputFile.StandardInput }])
            result.AddError("Name the file to write: - is standard input.");
    }
}
