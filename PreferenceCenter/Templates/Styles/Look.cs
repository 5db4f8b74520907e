namespace PreferenceCenter.Templates.Styles;

/// <summary>How an element looks on one screen, with all that its ancestors do to it.</summary>
internal sealed record Look
{
    /// <summary>The declaration that hides the element and all in it; null: none does.</summary>
    public string? Hidden { get; init; }

    /// <summary>The value of visibility, which an element inside may take back.</summary>
    public string Visibility { get; init; } = "visible";
    public double Opacity { get; init; } = 1;

    /// <summary>The size of letters in pixels.</summary>
    public double Font { get; init; } = 16;

    /// <summary>The height of a line in pixels; null: as the font wants it.</summary>
    public double? Line { get; init; }
    public double Indent { get; init; }
    public required Rgba Color { get; init; }

    /// <summary>The colour of letters where it is not that of the text; inherited.</summary>
    public Rgba? Fill { get; init; }

    /// <summary>The colour that lies under it, opaque.</summary>
    public required Rgba Ground { get; init; }

    /// <summary>Whether a picture lies under it, whose colours nobody knows here.</summary>
    public bool OnPicture { get; init; }

    /// <summary>The custom properties that elements inside inherit.</summary>
    public Variables Variables { get; init; } = Variables.None;

    public double Contrast => Rgba.Contrast((Fill ?? Color).Over(Ground), Ground);
}
