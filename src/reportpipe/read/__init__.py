"""From pages to themes, in rooms by stage: pages, lines, regions, blocks, outline. No stage sees a later one."""
