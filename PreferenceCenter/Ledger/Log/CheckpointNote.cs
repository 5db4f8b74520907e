using System.Diagnostics.CodeAnalysis;

namespace PreferenceCenter.Ledger.Log;

/// <summary>Result of checking a note against a key.</summary>
internal enum NoteVerdict
{
    /// <summary>The note has a valid signature of the key.</summary>
    Signed,

    /// <summary>No signature line has the key's name and id. Signatures of other keys are not considered.</summary>
    NotByThisKey,

    /// <summary>
    /// A signature line has the key's name and id, but the signature is invalid: the whole note is worthless.
    /// </summary>
    BadSignature,
}

/// <summary>
/// A signed checkpoint (c2sp.org/tlog-checkpoint in a c2sp.org/signed-note). Written and read byte for byte; lines end
/// in LF.
/// </summary>
internal sealed class CheckpointNote
{
    /// <summary>Room for the sixteen signatures that every verifier must accept, including post-quantum ones.</summary>
    public const int MostCharacters = 128 * 1024;

    private CheckpointNote(Checkpoint checkpoint, string text, IReadOnlyList<NoteSignature> signatures) =>
        (Checkpoint, Text, Signatures) = (checkpoint, text, signatures);

    public Checkpoint Checkpoint { get; }

    /// <summary>The signed text: the lines of the checkpoint, without the blank line and the signatures.</summary>
    public string Text { get; }

    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <exception cref="ArgumentException">A line of the checkpoint is empty or contains a control
    /// character.</exception>
    public static CheckpointNote Sign(Checkpoint checkpoint, LogSigningKey key)
    {
        var text = checkpoint.ToText();
        var note = $"{text}\n{key.Sign(text)}\n";
        return TryParse(note, out var signed)
            ? signed
            : throw new ArgumentException(
                "A checkpoint's lines are not empty and hold no control character.",
                nameof(checkpoint)
            );
    }

    public static bool TryParse(string note, [NotNullWhen(true)] out CheckpointNote? parsed)
    {
        parsed = null;
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || note.Length > MostCharacters || note[^1] != '\n' || !IsPlain(note))
            return false;
        var text = note[..(blank + 1)];
        var lines = note[(blank + 2)..].TrimEnd('\n').Split('\n');
        var signatures = new NoteSignature[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            if (!NoteSignature.TryParse(lines[i], out var signature))
                return false;
            signatures[i] = signature;
        }
        if (Checkpoint.TryParse(text, out var checkpoint))
            parsed = new CheckpointNote(checkpoint, text, signatures);
        return parsed is not null;
    }

    public NoteVerdict Verify(VerifierKey key)
    {
        var ofKey = Signatures.Where(signature => signature.KeyName == key.Name && signature.KeyId == key.Id).ToArray();
        if (ofKey.Length == 0)
            return NoteVerdict.NotByThisKey;
        return ofKey.All(signature => key.Verify(Text, signature.Signature))
            ? NoteVerdict.Signed
            : NoteVerdict.BadSignature;
    }

    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(signature => $"{signature}\n"))}";

    // Lone surrogates cannot be encoded as UTF-8: the encoder would replace them, and the signature would cover other
    // bytes than were read. The rune enumerator returns them as U+FFFD, which no valid checkpoint contains.
    private static bool IsPlain(string note)
    {
        foreach (var rune in note.EnumerateRunes())
        {
            if ((rune.Value < 0x20 && rune.Value != '\n') || rune.Value == 0xFFFD)
                return false;
        }
        return true;
    }
}
