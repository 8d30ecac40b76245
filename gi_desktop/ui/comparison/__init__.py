"""与去年比较: the window with both years beside each other, its preview, printing, PDF."""
