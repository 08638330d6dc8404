"""Fourth stage: lines become blocks: wrapped lines are joined, over the page's end too."""
